-- Whether the guest wants somebody to come now: 1 yes, 0 no, empty if not asked.
ALTER TABLE cases ADD COLUMN somebody INTEGER;
-- How the guest can be reached, and for what: as it is shown to staff.
ALTER TABLE cases ADD COLUMN contact TEXT;
-- A case that its guest took back is closed by nobody.
