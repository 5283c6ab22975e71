-- How far each step has read in the table that it follows.
CREATE TABLE cursors (
    step     TEXT   NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL
);
