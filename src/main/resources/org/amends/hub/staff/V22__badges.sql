-- What a member of staff is known by at a terminal: the digest of a badge, which tells nothing of it.
ALTER TABLE staff ADD COLUMN badge TEXT;
CREATE UNIQUE INDEX staff_by_badge ON staff (badge);
