-- How grave a case is: low, normal, high or urgent.
ALTER TABLE cases ADD COLUMN gravity TEXT NOT NULL DEFAULT 'normal';
