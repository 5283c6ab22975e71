-- Which case goes on in the place of one that was closed because both are one guest's.
ALTER TABLE cases ADD COLUMN merged_into INTEGER REFERENCES cases (id);
CREATE INDEX cases_by_merged ON cases (merged_into) WHERE merged_into IS NOT NULL;
