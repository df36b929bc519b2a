CREATE TRIGGER `consents_are_never_changed` BEFORE UPDATE ON `consents`
BEGIN
	SELECT RAISE(ABORT, 'the consent ledger is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `consents_are_never_deleted` BEFORE DELETE ON `consents`
BEGIN
	SELECT RAISE(ABORT, 'the consent ledger is append-only');
END;
