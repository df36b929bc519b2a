CREATE TABLE `claim_words` (
	`word` text PRIMARY KEY NOT NULL,
	`milder` text,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
DROP INDEX "booking_clicks_of_subscriber";--> statement-breakpoint
DROP INDEX "booking_clicks_since";--> statement-breakpoint
DROP INDEX "broadcast_pictures_by_key";--> statement-breakpoint
DROP INDEX "broadcasts_on_their_way";--> statement-breakpoint
DROP INDEX "broadcasts_drafts";--> statement-breakpoint
DROP INDEX "broadcasts_scheduled";--> statement-breakpoint
DROP INDEX "broadcasts_deleted";--> statement-breakpoint
DROP INDEX "broadcasts_published";--> statement-breakpoint
DROP INDEX "broadcasts_slug";--> statement-breakpoint
DROP INDEX "broadcasts_again_once";--> statement-breakpoint
DROP INDEX "segments_name";--> statement-breakpoint
DROP INDEX "subject_tests_open";--> statement-breakpoint
DROP INDEX "enrolments_due";--> statement-breakpoint
DROP INDEX "enrolments_once_a_course";--> statement-breakpoint
DROP INDEX "alerts_once_a_day";--> statement-breakpoint
DROP INDEX "pictures_by_use";--> statement-breakpoint
DROP INDEX "batches_open";--> statement-breakpoint
DROP INDEX "batches_settled";--> statement-breakpoint
DROP INDEX "deliveries_dedupeKey_unique";--> statement-breakpoint
DROP INDEX "deliveries_due";--> statement-breakpoint
DROP INDEX "deliveries_expiring";--> statement-breakpoint
DROP INDEX "deliveries_waiting";--> statement-breakpoint
DROP INDEX "deliveries_unfilled";--> statement-breakpoint
DROP INDEX "deliveries_of_batch";--> statement-breakpoint
DROP INDEX "deliveries_of_subscriber";--> statement-breakpoint
DROP INDEX "deliveries_of_operator";--> statement-breakpoint
DROP INDEX "deliveries_failed";--> statement-breakpoint
DROP INDEX "deliveries_bounced";--> statement-breakpoint
DROP INDEX "deliveries_complained";--> statement-breakpoint
DROP INDEX "provider_events_age";--> statement-breakpoint
DROP INDEX "operators_address";--> statement-breakpoint
DROP INDEX "faults_last";--> statement-breakpoint
DROP INDEX "consents_of_subscriber";--> statement-breakpoint
DROP INDEX "consents_source";--> statement-breakpoint
DROP INDEX "consents_campaign";--> statement-breakpoint
DROP INDEX "sign_ups_of_subscriber";--> statement-breakpoint
DROP INDEX "sign_ups_of_mailbox";--> statement-breakpoint
DROP INDEX "sign_ups_of_domain";--> statement-breakpoint
DROP INDEX "sign_ups_of_network";--> statement-breakpoint
DROP INDEX "sign_ups_created";--> statement-breakpoint
DROP INDEX "sign_ups_slots";--> statement-breakpoint
DROP INDEX "subscriber_tags_by_tag";--> statement-breakpoint
DROP INDEX "subscribers_address";--> statement-breakpoint
DROP INDEX "subscribers_zone_to_mend";--> statement-breakpoint
DROP INDEX "subscribers_unconfirmed";--> statement-breakpoint
ALTER TABLE `broadcasts` ALTER COLUMN "html" TO "html" text NOT NULL DEFAULT '';--> statement-breakpoint
CREATE INDEX `booking_clicks_of_subscriber` ON `booking_clicks` (`subscriber_id`,`clicked_at`);--> statement-breakpoint
CREATE INDEX `booking_clicks_since` ON `booking_clicks` (`clicked_at`);--> statement-breakpoint
CREATE INDEX `broadcast_pictures_by_key` ON `broadcast_pictures` (`picture_key`);--> statement-breakpoint
CREATE INDEX `broadcasts_on_their_way` ON `broadcasts` (`scheduled_at`) WHERE status in ('scheduled', 'sending');--> statement-breakpoint
CREATE INDEX `broadcasts_drafts` ON `broadcasts` (`updated_at`,`id`) WHERE status = 'draft' and deleted_at is null;--> statement-breakpoint
CREATE INDEX `broadcasts_scheduled` ON `broadcasts` (`scheduled_at`,`id`) WHERE status <> 'draft';--> statement-breakpoint
CREATE INDEX `broadcasts_deleted` ON `broadcasts` (`deleted_at`) WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX `broadcasts_published` ON `broadcasts` (`published_at`,`id`) WHERE published_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `broadcasts_slug` ON `broadcasts` (`slug`) WHERE slug is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `broadcasts_again_once` ON `broadcasts` (`again_of`) WHERE again_of is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `segments_name` ON `segments` (`lower("name")`);--> statement-breakpoint
CREATE INDEX `subject_tests_open` ON `subject_tests` (`decide_at`) WHERE decide_at is not null and winner is null;--> statement-breakpoint
CREATE INDEX `enrolments_due` ON `enrolments` (`next_due_at`) WHERE next_due_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `enrolments_once_a_course` ON `enrolments` (`subscriber_id`,`course`);--> statement-breakpoint
CREATE UNIQUE INDEX `alerts_once_a_day` ON `alerts` (`cause`,`day`);--> statement-breakpoint
CREATE INDEX `pictures_by_use` ON `pictures` (`last_used_at`);--> statement-breakpoint
CREATE INDEX `batches_open` ON `batches` (`next_try_at`) WHERE settled_at is null;--> statement-breakpoint
CREATE INDEX `batches_settled` ON `batches` (`settled_at`) WHERE settled_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_dedupeKey_unique` ON `deliveries` (`dedupe_key`);--> statement-breakpoint
CREATE INDEX `deliveries_due` ON `deliveries` (`due_at`) WHERE status = 'queued';--> statement-breakpoint
CREATE INDEX `deliveries_expiring` ON `deliveries` (`expires_at`) WHERE status = 'queued' and expires_at is not null;--> statement-breakpoint
CREATE INDEX `deliveries_waiting` ON `deliveries` (`source_kind`,`source_id`) WHERE status = 'queued';--> statement-breakpoint
CREATE INDEX `deliveries_unfilled` ON `deliveries` (`kind`,`template`) WHERE unfilled is not null;--> statement-breakpoint
CREATE INDEX `deliveries_of_batch` ON `deliveries` (`batch_id`) WHERE batch_id is not null;--> statement-breakpoint
CREATE INDEX `deliveries_of_subscriber` ON `deliveries` (`subscriber_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `deliveries_of_operator` ON `deliveries` (`operator_id`) WHERE operator_id is not null;--> statement-breakpoint
CREATE INDEX `deliveries_failed` ON `deliveries` (`failed_at`) WHERE failed_at is not null;--> statement-breakpoint
CREATE INDEX `deliveries_bounced` ON `deliveries` (`bounced_at`) WHERE bounced_at is not null;--> statement-breakpoint
CREATE INDEX `deliveries_complained` ON `deliveries` (`complained_at`) WHERE complained_at is not null;--> statement-breakpoint
CREATE INDEX `provider_events_age` ON `provider_events` (`(body = '')`,`received_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `operators_address` ON `operators` (`lower("email")`);--> statement-breakpoint
CREATE INDEX `faults_last` ON `faults` (`last_at`);--> statement-breakpoint
CREATE INDEX `consents_of_subscriber` ON `consents` (`subscriber_id`,`at`);--> statement-breakpoint
CREATE INDEX `consents_source` ON `consents` (`case when json_valid(campaign) then campaign ->> 'utm_source' end`) WHERE campaign is not null;--> statement-breakpoint
CREATE INDEX `consents_campaign` ON `consents` (`case when json_valid(campaign) then campaign ->> 'utm_campaign' end`) WHERE campaign is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `sign_ups_of_subscriber` ON `sign_ups` (`subscriber_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `sign_ups_of_mailbox` ON `sign_ups` (`mailbox`,`created_at`);--> statement-breakpoint
CREATE INDEX `sign_ups_of_domain` ON `sign_ups` (`domain`,`created_at`);--> statement-breakpoint
CREATE INDEX `sign_ups_of_network` ON `sign_ups` (`network_hash`,`created_at`);--> statement-breakpoint
CREATE INDEX `sign_ups_created` ON `sign_ups` (`created_at`,`domain`);--> statement-breakpoint
CREATE INDEX `sign_ups_slots` ON `sign_ups` (`slot_at`) WHERE slot_at is not null;--> statement-breakpoint
CREATE INDEX `subscriber_tags_by_tag` ON `subscriber_tags` (`tag`);--> statement-breakpoint
CREATE UNIQUE INDEX `subscribers_address` ON `subscribers` (`lower("email")`);--> statement-breakpoint
CREATE INDEX `subscribers_zone_to_mend` ON `subscribers` (`id`) WHERE zone_assumed_at = 0;--> statement-breakpoint
CREATE INDEX `subscribers_unconfirmed` ON `subscribers` (`created_at`) WHERE confirmed_at is null;--> statement-breakpoint
ALTER TABLE `broadcasts` ALTER COLUMN "text" TO "text" text NOT NULL DEFAULT '';--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `doc` text;--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `deleted_at` integer;--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `slug` text;--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `published_at` integer;