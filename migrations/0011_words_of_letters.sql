CREATE TABLE `claim_words` (
	`word` text PRIMARY KEY NOT NULL,
	`milder` text,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `doc` text;--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `deleted_at` integer;--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `slug` text;--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `published_at` integer;--> statement-breakpoint
CREATE INDEX `broadcasts_drafts` ON `broadcasts` (`updated_at`,`id`) WHERE status = 'draft' and deleted_at is null;--> statement-breakpoint
CREATE INDEX `broadcasts_scheduled` ON `broadcasts` (`scheduled_at`,`id`) WHERE status <> 'draft';--> statement-breakpoint
CREATE INDEX `broadcasts_deleted` ON `broadcasts` (`deleted_at`) WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX `broadcasts_published` ON `broadcasts` (`published_at`,`id`) WHERE published_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `broadcasts_slug` ON `broadcasts` (`slug`) WHERE slug is not null;