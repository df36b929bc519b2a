CREATE TABLE `broadcast_links` (
	`broadcast_id` integer NOT NULL,
	`key` text NOT NULL,
	`href` text NOT NULL,
	PRIMARY KEY(`broadcast_id`, `key`)
);
--> statement-breakpoint
CREATE TABLE `link_clicks` (
	`broadcast_id` integer NOT NULL,
	`subscriber_id` integer NOT NULL,
	`key` text NOT NULL,
	`part` integer NOT NULL,
	`human_at` integer,
	`machine_at` integer,
	`seen_at` integer NOT NULL,
	`times` integer NOT NULL,
	PRIMARY KEY(`broadcast_id`, `subscriber_id`, `key`),
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `link_clicks_of_subscriber` ON `link_clicks` (`subscriber_id`,`human_at`);--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `replies` integer;--> statement-breakpoint
CREATE INDEX `bookings_since` ON `bookings` (`booked_at`);--> statement-breakpoint
CREATE INDEX `consents_left_by_letter` ON `consents` (case when json_valid(detail) then detail ->> 'broadcast' end) WHERE action = 'unsubscribed' and detail is not null;