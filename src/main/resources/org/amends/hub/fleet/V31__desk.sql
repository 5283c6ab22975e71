-- The hub's own story is told by a terminal that is none: staff enter there what they heard. It has no token.
ALTER TABLE terminals ADD COLUMN desk INTEGER NOT NULL DEFAULT 0;
