-- What had gone wrong and what was done about it, as whoever closed the case chose from short lists; empty in cases that were
-- closed before there were such lists.
ALTER TABLE cases ADD COLUMN cause TEXT;
ALTER TABLE cases ADD COLUMN action TEXT;
-- What became of asking the guest again, as in follow_ups; empty while the case is open, and where nothing was asked before.
ALTER TABLE cases ADD COLUMN outcome TEXT;
ALTER TABLE cases ADD COLUMN first_closed_at BIGINT;
-- How often a guest who was asked again was not content yet, and when last.
ALTER TABLE cases ADD COLUMN reopened INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN reopened_at BIGINT;
UPDATE cases SET first_closed_at = closed_at WHERE state = 'closed' AND closed_by IS NOT NULL AND merged_into IS NULL;
CREATE INDEX cases_closed_by_outcome ON cases (outcome, closed_at, id) WHERE state = 'closed';

-- Each closing of a case, and what the guest said when they were asked whether they are content now.
CREATE TABLE follow_ups (
    id          INTEGER NOT NULL PRIMARY KEY,
    case_id     INTEGER NOT NULL REFERENCES cases (id),
    round       INTEGER NOT NULL,              -- 1 for the first closing of the case
    closed_by   TEXT    NOT NULL REFERENCES staff (name),
    cause       TEXT    NOT NULL,
    action      TEXT    NOT NULL,
    asked_at    BIGINT  NOT NULL,              -- when it was closed
    by_channel  TEXT    NOT NULL,              -- email, page or none
    due_at      BIGINT,                        -- silence from then on; empty where nothing was asked
    answered_at BIGINT,
    score       INTEGER,                       -- 1 the worst to 5 the best
    outcome     TEXT    NOT NULL,              -- waiting, recovered, reopened, answered, silent or not-asked
    UNIQUE (case_id, round)
);
CREATE INDEX follow_ups_by_due ON follow_ups (due_at) WHERE outcome = 'waiting';
