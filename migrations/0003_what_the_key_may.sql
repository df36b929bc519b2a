ALTER TABLE `outbox` ADD `catch_up_at` integer;--> statement-breakpoint
ALTER TABLE `outbox` ADD `key_name` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `key_problem` text;