-- Where the case is that a message is about: only who belongs there sees that it did not arrive.
ALTER TABLE outbound ADD COLUMN site TEXT NOT NULL DEFAULT '';
UPDATE outbound SET site = coalesce((SELECT c.site FROM cases c WHERE c.id = outbound.about), '');
