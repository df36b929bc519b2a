CREATE TABLE `audit_log` (
	`id` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`operator_id` integer,
	`action` text NOT NULL,
	`subject` text,
	`detail` text,
	`device` text NOT NULL,
	`network` text
);
--> statement-breakpoint
CREATE INDEX `audit_log_at` ON `audit_log` (`at`,`id`);--> statement-breakpoint
CREATE TABLE `passkeys` (
	`id` integer PRIMARY KEY NOT NULL,
	`credential_id` text NOT NULL,
	`public_key` text NOT NULL,
	`operator_id` integer NOT NULL,
	`name` text NOT NULL,
	`counter` integer NOT NULL,
	`transports` text NOT NULL,
	`created_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`operator_id`) REFERENCES `operators`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `passkeys_credentialId_unique` ON `passkeys` (`credential_id`);--> statement-breakpoint
CREATE INDEX `passkeys_of_operator` ON `passkeys` (`operator_id`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` integer PRIMARY KEY NOT NULL,
	`token_hash` text NOT NULL,
	`operator_id` integer NOT NULL,
	`way` text NOT NULL,
	`link_id` integer,
	`created_at` integer NOT NULL,
	`used_at` integer NOT NULL,
	`ended_at` integer,
	`ended_by` text,
	`device` text NOT NULL,
	`network` text,
	`network_hash` text,
	FOREIGN KEY (`operator_id`) REFERENCES `operators`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "sessions_way" CHECK("sessions"."way" in ('link', 'passkey', 'development')),
	CONSTRAINT "sessions_ended" CHECK(("sessions"."ended_at" is null) = ("sessions"."ended_by" is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_tokenHash_unique` ON `sessions` (`token_hash`);--> statement-breakpoint
CREATE INDEX `sessions_of_operator` ON `sessions` (`operator_id`,`used_at`);--> statement-breakpoint
CREATE INDEX `sessions_used` ON `sessions` (`used_at`);--> statement-breakpoint
CREATE TABLE `sign_in_links` (
	`id` integer PRIMARY KEY NOT NULL,
	`operator_id` integer,
	`reason` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	`known` integer NOT NULL,
	FOREIGN KEY (`operator_id`) REFERENCES `operators`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "sign_in_links_reason" CHECK("sign_in_links"."reason" in ('sign_in', 'invitation'))
);
--> statement-breakpoint
CREATE INDEX `sign_in_links_of_operator` ON `sign_in_links` (`operator_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `sign_in_links_created` ON `sign_in_links` (`created_at`);--> statement-breakpoint
CREATE TABLE `used_challenges` (
	`hash` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `used_challenges_at` ON `used_challenges` (`at`);