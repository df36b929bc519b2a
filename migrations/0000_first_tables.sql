CREATE TABLE `booking_clicks` (
	`id` integer PRIMARY KEY NOT NULL,
	`subscriber_id` integer NOT NULL,
	`clicked_at` integer NOT NULL,
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `bookings` (
	`subscriber_id` integer PRIMARY KEY NOT NULL,
	`booked_at` integer NOT NULL,
	`source` text NOT NULL,
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `broadcasts` (
	`id` integer PRIMARY KEY NOT NULL,
	`status` text DEFAULT 'draft' NOT NULL,
	`subject` text NOT NULL,
	`preheader` text NOT NULL,
	`html` text NOT NULL,
	`text` text NOT NULL,
	`words` text,
	`scheduled_at` integer,
	`reached_id` integer DEFAULT 0 NOT NULL,
	`fanned_out_at` integer,
	`finished_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "broadcasts_status" CHECK("broadcasts"."status" in ('draft', 'scheduled', 'sending', 'paused', 'stopped', 'sent')),
	CONSTRAINT "broadcasts_leave_with_words" CHECK("broadcasts"."status" = 'draft' or ("broadcasts"."words" is not null and "broadcasts"."scheduled_at" is not null))
);
--> statement-breakpoint
CREATE INDEX `broadcasts_on_their_way` ON `broadcasts` (`scheduled_at`) WHERE status in ('scheduled', 'sending');--> statement-breakpoint
CREATE TABLE `enrolments` (
	`id` integer PRIMARY KEY NOT NULL,
	`subscriber_id` integer NOT NULL,
	`course` text NOT NULL,
	`lessons` integer NOT NULL,
	`next_lesson` integer NOT NULL,
	`next_due_at` integer,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "enrolments_next_lesson" CHECK("enrolments"."next_lesson" between 1 and "enrolments"."lessons" + 1),
	CONSTRAINT "enrolments_finished_has_nothing_due" CHECK("enrolments"."finished_at" is null or "enrolments"."next_due_at" is null)
);
--> statement-breakpoint
CREATE INDEX `enrolments_due` ON `enrolments` (`next_due_at`) WHERE next_due_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `enrolments_once_a_course` ON `enrolments` (`subscriber_id`,`course`);--> statement-breakpoint
CREATE TABLE `batches` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`created_at` integer NOT NULL,
	`next_try_at` integer NOT NULL,
	`lease` text,
	`lease_until` integer,
	`attempts` integer DEFAULT 0 NOT NULL,
	`frozen` text,
	`doubt_since` integer,
	`settled_at` integer,
	`late_ms` integer,
	`accepted` integer DEFAULT 0 NOT NULL,
	`refused` integer DEFAULT 0 NOT NULL,
	`problem` text,
	CONSTRAINT "batches_sent_only_frozen" CHECK("batches"."accepted" = 0 or "batches"."frozen" is not null)
);
--> statement-breakpoint
CREATE INDEX `batches_open` ON `batches` (`next_try_at`) WHERE settled_at is null;--> statement-breakpoint
CREATE INDEX `batches_settled` ON `batches` (`settled_at`) WHERE settled_at is not null;--> statement-breakpoint
CREATE TABLE `deliveries` (
	`id` integer PRIMARY KEY NOT NULL,
	`dedupe_key` text NOT NULL,
	`kind` text NOT NULL,
	`template` text NOT NULL,
	`recipient_id` integer NOT NULL,
	`status` text DEFAULT 'queued' NOT NULL,
	`due_at` integer NOT NULL,
	`expires_at` integer,
	`batch_id` text,
	`created_at` integer NOT NULL,
	`provider_id` text,
	`problem` text,
	`sent_at` integer,
	`delayed_at` integer,
	`soft_bounced_at` integer,
	`delivered_at` integer,
	`failed_at` integer,
	`bounced_at` integer,
	`complained_at` integer,
	`cancelled_at` integer,
	`opened_at` integer,
	`clicked_at` integer,
	CONSTRAINT "deliveries_kind" CHECK("deliveries"."kind" in ('confirm', 'lesson', 'broadcast', 'signin', 'digest')),
	CONSTRAINT "deliveries_status" CHECK("deliveries"."status" in ('queued', 'claimed', 'sent', 'delayed', 'soft_bounced', 'delivered', 'failed', 'bounced', 'complained', 'cancelled')),
	CONSTRAINT "deliveries_claimed_in_a_batch" CHECK("deliveries"."status" <> 'claimed' or "deliveries"."batch_id" is not null),
	CONSTRAINT "deliveries_queued_in_none" CHECK("deliveries"."status" <> 'queued' or "deliveries"."batch_id" is null)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_dedupeKey_unique` ON `deliveries` (`dedupe_key`);--> statement-breakpoint
CREATE INDEX `deliveries_due` ON `deliveries` (`due_at`) WHERE status = 'queued';--> statement-breakpoint
CREATE INDEX `deliveries_expiring` ON `deliveries` (`expires_at`) WHERE status = 'queued' and expires_at is not null;--> statement-breakpoint
CREATE INDEX `deliveries_broadcast_waiting` ON `deliveries` (`dedupe_key`) WHERE status = 'queued' and kind = 'broadcast';--> statement-breakpoint
CREATE INDEX `deliveries_of_batch` ON `deliveries` (`batch_id`) WHERE batch_id is not null;--> statement-breakpoint
CREATE INDEX `deliveries_of_recipient` ON `deliveries` (`recipient_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `deliveries_failed` ON `deliveries` (`failed_at`) WHERE failed_at is not null;--> statement-breakpoint
CREATE INDEX `deliveries_bounced` ON `deliveries` (`bounced_at`) WHERE bounced_at is not null;--> statement-breakpoint
CREATE INDEX `deliveries_complained` ON `deliveries` (`complained_at`) WHERE complained_at is not null;--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` integer PRIMARY KEY NOT NULL,
	`last_tick_at` integer,
	`paused_until` integer,
	`pause_reason` text,
	`catch_up_since` integer,
	`catch_up_after` text,
	`watched_at` integer,
	CONSTRAINT "outbox_is_one" CHECK("outbox"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE `reports` (
	`svix_id` text PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`body` text NOT NULL,
	`received_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `reports_received` ON `reports` (`received_at`);--> statement-breakpoint
CREATE TABLE `suppressions` (
	`email` text PRIMARY KEY NOT NULL,
	`reason` text NOT NULL,
	`suppressed_at` integer NOT NULL,
	`lifted_at` integer,
	CONSTRAINT "suppressions_reason" CHECK("suppressions"."reason" in ('hard_bounce', 'complaint', 'soft_bounces')),
	CONSTRAINT "suppressions_lifted_only_when_soft" CHECK("suppressions"."lifted_at" is null or "suppressions"."reason" = 'soft_bounces')
);
--> statement-breakpoint
CREATE TABLE `templates` (
	`hash` text PRIMARY KEY NOT NULL,
	`subject` text NOT NULL,
	`html` text NOT NULL,
	`text` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `dev_clock` (
	`id` integer PRIMARY KEY NOT NULL,
	`offset_ms` integer NOT NULL,
	CONSTRAINT "dev_clock_is_one" CHECK("dev_clock"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE `consents` (
	`id` integer PRIMARY KEY NOT NULL,
	`subscriber_id` integer NOT NULL,
	`action` text NOT NULL,
	`at` integer NOT NULL,
	`wording_version` text,
	`wording` text,
	`page` text,
	`referrer` text,
	`campaign` text,
	`network_hash` text,
	`detail` text,
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `consents_of_subscriber` ON `consents` (`subscriber_id`,`at`);--> statement-breakpoint
CREATE TABLE `subscribers` (
	`id` integer PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`first_name` text DEFAULT '' NOT NULL,
	`time_zone` text NOT NULL,
	`send_hour` integer NOT NULL,
	`weekdays_only` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`confirmed_at` integer,
	`unsubscribed_at` integer,
	`paused_until` integer,
	CONSTRAINT "subscribers_send_hour" CHECK("subscribers"."send_hour" between 0 and 23),
	CONSTRAINT "subscribers_email" CHECK("subscribers"."email" like '%_@_%')
);
--> statement-breakpoint
CREATE UNIQUE INDEX `subscribers_address` ON `subscribers` (lower("email"));