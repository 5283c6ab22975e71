-- How sure the time is at which the guest pressed, and whether it was long ago when it arrived.
ALTER TABLE cases ADD COLUMN uncertainty BIGINT;              -- either way, in milliseconds; empty where it is not known
ALTER TABLE cases ADD COLUMN late INTEGER NOT NULL DEFAULT 0;
