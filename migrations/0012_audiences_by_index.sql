DROP INDEX `enrolments_due`;--> statement-breakpoint
CREATE INDEX `enrolments_finished` ON `enrolments` (`subscriber_id`) WHERE finished_at is not null;--> statement-breakpoint
CREATE INDEX `enrolments_due` ON `enrolments` (`next_due_at`,`subscriber_id`) WHERE next_due_at is not null;--> statement-breakpoint
DROP INDEX `consents_source`;--> statement-breakpoint
DROP INDEX `consents_campaign`;--> statement-breakpoint
CREATE INDEX `consents_source` ON `consents` (case when json_valid(campaign) then campaign ->> 'utm_source' end,`subscriber_id`) WHERE campaign is not null;--> statement-breakpoint
CREATE INDEX `consents_campaign` ON `consents` (case when json_valid(campaign) then campaign ->> 'utm_campaign' end,`subscriber_id`) WHERE campaign is not null;--> statement-breakpoint
DROP INDEX `subscriber_tags_by_tag`;--> statement-breakpoint
CREATE INDEX `subscriber_tags_by_tag` ON `subscriber_tags` (`tag`,`subscriber_id`);