CREATE TABLE `segments` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`audience` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `segments_name` ON `segments` (lower("name"));--> statement-breakpoint
CREATE TABLE `subject_tests` (
	`broadcast_id` integer PRIMARY KEY NOT NULL,
	`subject` text NOT NULL,
	`template_hash` text,
	`share` integer NOT NULL,
	`decide_after_ms` integer NOT NULL,
	`tested_at` integer,
	`decide_at` integer,
	`winner` text,
	`decided_at` integer,
	`trial` text,
	FOREIGN KEY (`broadcast_id`) REFERENCES `broadcasts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "subject_tests_share" CHECK("subject_tests"."share" between 1 and 100),
	CONSTRAINT "subject_tests_winner" CHECK("subject_tests"."winner" in ('a', 'b'))
);
--> statement-breakpoint
CREATE INDEX `subject_tests_open` ON `subject_tests` (`decide_at`) WHERE decide_at is not null and winner is null;--> statement-breakpoint
CREATE TABLE `letter_counts` (
	`source_kind` text NOT NULL,
	`source_id` integer NOT NULL,
	`part` integer DEFAULT 0 NOT NULL,
	`planned` integer DEFAULT 0 NOT NULL,
	`sent` integer DEFAULT 0 NOT NULL,
	`delivered` integer DEFAULT 0 NOT NULL,
	`bounced` integer DEFAULT 0 NOT NULL,
	`complained` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`source_kind`, `source_id`, `part`)
);
--> statement-breakpoint
CREATE TABLE `subscriber_tags` (
	`subscriber_id` integer NOT NULL,
	`tag` text NOT NULL,
	`tagged_at` integer NOT NULL,
	PRIMARY KEY(`subscriber_id`, `tag`),
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `subscriber_tags_by_tag` ON `subscriber_tags` (`tag`);--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `audience` text;--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `local_at` text;--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `moments` text;--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `again_of` integer;--> statement-breakpoint
CREATE UNIQUE INDEX `broadcasts_again_once` ON `broadcasts` (`again_of`) WHERE again_of is not null;--> statement-breakpoint
CREATE INDEX `booking_clicks_since` ON `booking_clicks` (`clicked_at`);--> statement-breakpoint
CREATE INDEX `consents_source` ON `consents` (case when json_valid(campaign) then campaign ->> 'utm_source' end) WHERE campaign is not null;--> statement-breakpoint
CREATE INDEX `consents_campaign` ON `consents` (case when json_valid(campaign) then campaign ->> 'utm_campaign' end) WHERE campaign is not null;--> statement-breakpoint
UPDATE `broadcasts` SET `audience` = '{"course":"any"}' WHERE `status` <> 'draft';--> statement-breakpoint
INSERT INTO `letter_counts` (`source_kind`, `source_id`, `part`, `planned`, `sent`, `delivered`, `bounced`, `complained`)
SELECT `source_kind`, `source_id`, coalesce(`part`, 0), count(*), count(`sent_at`), count(`delivered_at`), count(`bounced_at`), count(`complained_at`)
FROM `deliveries` WHERE `kind` = 'broadcast' AND `source_id` IS NOT NULL GROUP BY 1, 2, 3;
