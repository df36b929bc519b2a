CREATE TABLE `unsaved_forms` (
	`session_id` integer PRIMARY KEY NOT NULL,
	`operator_id` integer NOT NULL,
	`at` integer NOT NULL,
	`path` text NOT NULL,
	`fields` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `unsaved_forms_of_operator` ON `unsaved_forms` (`operator_id`,`at`);--> statement-breakpoint
CREATE INDEX `unsaved_forms_at` ON `unsaved_forms` (`at`);