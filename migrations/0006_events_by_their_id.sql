CREATE TABLE `provider_events` (
	`svix_id` text PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`body` text NOT NULL,
	`received_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `provider_events` (`svix_id`, `type`, `body`, `received_at`) SELECT `svix_id`, `type`, `body`, `received_at` FROM `reports`;
--> statement-breakpoint
CREATE INDEX `provider_events_age` ON `provider_events` ((body = ''),`received_at`);--> statement-breakpoint
DROP TABLE `reports`;
