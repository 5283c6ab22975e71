-- What opens a case. Lists have one item a line; what is empty does not matter.
CREATE TABLE rules (
    id            INTEGER NOT NULL PRIMARY KEY,
    version       BIGINT  NOT NULL,             -- counted up with each change: who comes second with an older one is told
    place         BIGINT  NOT NULL,             -- in the list, from the first
    name          TEXT    NOT NULL,
    in_force      INTEGER NOT NULL,
    gravity       TEXT    NOT NULL,
    sets_tags     TEXT    NOT NULL,
    score_at_most INTEGER,
    somebody      INTEGER,                      -- 1 wanted, 0 not wanted
    choices       TEXT    NOT NULL,
    words         TEXT    NOT NULL,
    comment       INTEGER,                      -- 1 there is one, 0 there is none
    tags          TEXT    NOT NULL,
    sites         TEXT    NOT NULL,
    touchpoints   TEXT    NOT NULL,
    languages     TEXT    NOT NULL,
    days          TEXT    NOT NULL,             -- MONDAY and so on
    from_time     TEXT,                         -- such as 18:00, by the venue's clock
    until_time    TEXT,
    minutes       INTEGER,                      -- these four: a rule that counts guests at each touchpoint
    percent       INTEGER,
    guests        INTEGER,
    least_guests  INTEGER,
    changed_by    TEXT    REFERENCES staff (name),
    changed_at    BIGINT
);

-- Tags that are set where one of some words was written or chosen.
CREATE TABLE tag_words (
    id         INTEGER NOT NULL PRIMARY KEY,
    version    BIGINT  NOT NULL,
    tag        TEXT    NOT NULL,
    language   TEXT,                            -- such as de; empty for any
    words      TEXT    NOT NULL,                -- one a line
    changed_by TEXT    REFERENCES staff (name),
    changed_at BIGINT
);

-- Counted up with each change of either table. At 0 nobody has made the first rules yet: the hub does when it starts.
CREATE TABLE rules_revision (
    one      INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    revision BIGINT  NOT NULL
);
INSERT INTO rules_revision (one, revision) VALUES (1, 0);

-- guest: one guest's response; rate: many unhappy guests at one touchpoint; heard: entered by staff.
ALTER TABLE cases ADD COLUMN kind TEXT NOT NULL DEFAULT 'guest';
-- Which rule opened it; it may be gone since. Empty in cases from before there were rules.
ALTER TABLE cases ADD COLUMN rule INTEGER;
CREATE INDEX cases_by_rule ON cases (rule, site, touchpoint, said_at);

CREATE TABLE case_tags (
    case_id INTEGER NOT NULL REFERENCES cases (id),
    tag     TEXT    NOT NULL,
    PRIMARY KEY (case_id, tag)
);
CREATE INDEX case_tags_by_tag ON case_tags (tag, case_id);
