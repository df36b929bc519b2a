ALTER TABLE `outbox` ADD `daily_quota_at` integer;--> statement-breakpoint
ALTER TABLE `sign_ups` ADD `slot_at` integer;--> statement-breakpoint
CREATE INDEX `sign_ups_slots` ON `sign_ups` (`slot_at`) WHERE slot_at is not null;