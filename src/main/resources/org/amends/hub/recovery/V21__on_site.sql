-- When somebody was first at the place of a case, and when they said there that it is done: by our clock, worked out.
ALTER TABLE cases ADD COLUMN arrived_at BIGINT;
ALTER TABLE cases ADD COLUMN resolved_at BIGINT;
