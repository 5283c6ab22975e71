-- What was done about what guests had said, as lines on the idle screens of terminals. Nothing of it is about a guest.
CREATE TABLE lines (
    id           INTEGER NOT NULL PRIMARY KEY,
    once         TEXT    NOT NULL UNIQUE,       -- the form it came by: the same again is no other line
    case_id      INTEGER NOT NULL REFERENCES cases (id),
    site         TEXT    NOT NULL,              -- the case's
    touchpoint   TEXT    NOT NULL,
    place        TEXT    NOT NULL CHECK (place IN ('touchpoint', 'site', 'everywhere')),
    until        BIGINT  NOT NULL,              -- from then on it is over
    state        TEXT    NOT NULL CHECK (state IN ('asked', 'shown', 'refused', 'withdrawn')),
    proposed_by  TEXT    NOT NULL REFERENCES staff (name),
    proposed_at  BIGINT  NOT NULL,
    decided_by   TEXT    REFERENCES staff (name),
    decided_at   BIGINT,
    withdrawn_by TEXT    REFERENCES staff (name),
    withdrawn_at BIGINT
);

CREATE TABLE line_texts (
    line     BIGINT NOT NULL REFERENCES lines (id),
    place    BIGINT NOT NULL,                   -- 0 is the house language
    language TEXT   NOT NULL,
    words    TEXT   NOT NULL,
    PRIMARY KEY (line, place)
);

CREATE INDEX lines_by_state ON lines (state, until);
CREATE INDEX lines_by_case ON lines (case_id, id);
