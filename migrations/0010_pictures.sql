CREATE TABLE `broadcast_pictures` (
	`broadcast_id` integer NOT NULL,
	`picture_key` text NOT NULL,
	PRIMARY KEY(`broadcast_id`, `picture_key`),
	FOREIGN KEY (`broadcast_id`) REFERENCES `broadcasts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `broadcast_pictures_by_key` ON `broadcast_pictures` (`picture_key`);--> statement-breakpoint
CREATE TABLE `pictures` (
	`key` text PRIMARY KEY NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`bytes` integer NOT NULL,
	`alt` text DEFAULT '' NOT NULL,
	`uploaded_by` integer NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer NOT NULL,
	`stored_at` integer,
	`deleting_at` integer
);
--> statement-breakpoint
CREATE INDEX `pictures_by_use` ON `pictures` (`last_used_at`);