CREATE TABLE `alerts` (
	`id` integer PRIMARY KEY NOT NULL,
	`cause` text NOT NULL,
	`day` text NOT NULL,
	`number` integer NOT NULL,
	`raised_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alerts_once_a_day` ON `alerts` (`cause`,`day`);--> statement-breakpoint
CREATE TABLE `operators` (
	`id` integer PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`source` text NOT NULL,
	`added_at` integer NOT NULL,
	`removed_at` integer,
	CONSTRAINT "operators_source" CHECK("operators"."source" in ('settings', 'pages'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `operators_address` ON `operators` (lower("email"));--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_broadcasts` (
	`id` integer PRIMARY KEY NOT NULL,
	`status` text DEFAULT 'draft' NOT NULL,
	`subject` text NOT NULL,
	`preheader` text NOT NULL,
	`html` text NOT NULL,
	`text` text NOT NULL,
	`template_hash` text,
	`scheduled_at` integer,
	`reached_id` integer DEFAULT 0 NOT NULL,
	`fanned_out_at` integer,
	`finished_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "broadcasts_status" CHECK("__new_broadcasts"."status" in ('draft', 'scheduled', 'sending', 'paused', 'stopped', 'sent')),
	CONSTRAINT "broadcasts_leave_with_content" CHECK("__new_broadcasts"."status" = 'draft' or ("__new_broadcasts"."template_hash" is not null and "__new_broadcasts"."scheduled_at" is not null))
);
--> statement-breakpoint
INSERT INTO `__new_broadcasts`("id", "status", "subject", "preheader", "html", "text", "template_hash", "scheduled_at", "reached_id", "fanned_out_at", "finished_at", "created_at", "updated_at") SELECT "id", "status", "subject", "preheader", "html", "text", "words", "scheduled_at", "reached_id", "fanned_out_at", "finished_at", "created_at", "updated_at" FROM `broadcasts`;--> statement-breakpoint
DROP TABLE `broadcasts`;--> statement-breakpoint
ALTER TABLE `__new_broadcasts` RENAME TO `broadcasts`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `broadcasts_on_their_way` ON `broadcasts` (`scheduled_at`) WHERE status in ('scheduled', 'sending');--> statement-breakpoint
CREATE TABLE `__new_deliveries` (
	`id` integer PRIMARY KEY NOT NULL,
	`dedupe_key` text NOT NULL,
	`kind` text NOT NULL,
	`template` text NOT NULL,
	`source_kind` text NOT NULL,
	`source_id` integer,
	`part` integer,
	`subscriber_id` integer,
	`operator_id` integer,
	`status` text DEFAULT 'queued' NOT NULL,
	`due_at` integer NOT NULL,
	`expires_at` integer,
	`batch_id` text,
	`created_at` integer NOT NULL,
	`provider_id` text,
	`problem` text,
	`unfilled` text,
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
	CONSTRAINT "deliveries_kind" CHECK("__new_deliveries"."kind" in ('confirm', 'lesson', 'broadcast', 'signin', 'digest')),
	CONSTRAINT "deliveries_status" CHECK("__new_deliveries"."status" in ('queued', 'claimed', 'sent', 'delayed', 'soft_bounced', 'delivered', 'failed', 'bounced', 'complained', 'cancelled')),
	CONSTRAINT "deliveries_to_one" CHECK(("__new_deliveries"."subscriber_id" is null) <> ("__new_deliveries"."operator_id" is null)),
	CONSTRAINT "deliveries_claimed_in_a_batch" CHECK("__new_deliveries"."status" <> 'claimed' or "__new_deliveries"."batch_id" is not null),
	CONSTRAINT "deliveries_queued_in_none" CHECK("__new_deliveries"."status" <> 'queued' or "__new_deliveries"."batch_id" is null)
);
--> statement-breakpoint
-- An alert was told by its delivery alone: its cause and number in the template, its day in the key.
INSERT INTO `alerts` (`cause`, `day`, `number`, `raised_at`)
SELECT cause, substr(dedupe_key, 8 + length(cause), 10), max(cast(substr(template, 8 + length(cause)) AS integer)), min(created_at)
FROM (SELECT *, substr(template, 7, instr(substr(template, 7), '/') - 1) AS cause FROM `deliveries` WHERE kind = 'digest' AND template LIKE 'alert/_%/%')
WHERE substr(dedupe_key, 1, 7 + length(cause)) = 'alert/' || cause || '/'
GROUP BY 1, 2;
--> statement-breakpoint
-- What a row is of stood in its key, and to whom an alert went was a place in a setting. That place stays as the number
-- of an operator that there is not, so what still waited for it is taken back.
INSERT INTO `__new_deliveries`("id", "dedupe_key", "kind", "template", "source_kind", "source_id", "part", "subscriber_id", "operator_id", "status", "due_at", "expires_at", "batch_id", "created_at", "provider_id", "problem", "unfilled", "sent_at", "delayed_at", "soft_bounced_at", "delivered_at", "failed_at", "bounced_at", "complained_at", "cancelled_at", "opened_at", "clicked_at")
SELECT "id", "dedupe_key", "kind",
	CASE WHEN kind = 'broadcast' AND substr(template, 1, 6) = 'words/' THEN substr(template, 7) WHEN kind = 'digest' THEN 'alert' ELSE template END,
	CASE kind WHEN 'confirm' THEN 'sign_up' WHEN 'lesson' THEN 'enrolment' WHEN 'digest' THEN 'alert' ELSE kind END,
	CASE
		WHEN kind = 'confirm' THEN (SELECT u.id FROM `sign_ups` u WHERE u.subscriber_id = recipient_id AND u.created_at = d.created_at)
		WHEN kind = 'lesson' AND dedupe_key LIKE 'enrolment/_%/lesson/%' THEN cast(substr(dedupe_key, 11) AS integer)
		WHEN kind = 'broadcast' AND dedupe_key LIKE 'broadcast/_%/%' THEN cast(substr(dedupe_key, 11) AS integer)
		WHEN kind = 'digest' THEN (SELECT a.id FROM `alerts` a WHERE dedupe_key LIKE 'alert/' || a.cause || '/' || a.day || '/%')
	END,
	CASE WHEN kind = 'lesson' AND dedupe_key LIKE 'enrolment/_%/lesson/%' THEN cast(substr(dedupe_key, instr(dedupe_key, '/lesson/') + 8) AS integer) END,
	CASE WHEN kind <> 'digest' THEN recipient_id END,
	CASE WHEN kind = 'digest' THEN recipient_id END,
	"status", "due_at", "expires_at", "batch_id", "created_at", "provider_id", "problem", NULL, "sent_at", "delayed_at", "soft_bounced_at", "delivered_at", "failed_at", "bounced_at", "complained_at", "cancelled_at", "opened_at", "clicked_at"
FROM `deliveries` d;
--> statement-breakpoint
DROP TABLE `deliveries`;--> statement-breakpoint
ALTER TABLE `__new_deliveries` RENAME TO `deliveries`;--> statement-breakpoint
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
CREATE INDEX `deliveries_complained` ON `deliveries` (`complained_at`) WHERE complained_at is not null;