CREATE TABLE cases (
    id         INTEGER NOT NULL PRIMARY KEY,
    response   TEXT    NOT NULL UNIQUE,
    entry      TEXT    NOT NULL,               -- the rating that opened it
    site       TEXT    NOT NULL,
    touchpoint TEXT    NOT NULL,
    language   TEXT    NOT NULL,
    score      INTEGER NOT NULL,
    best       INTEGER NOT NULL,
    said_at    BIGINT  NOT NULL,               -- when the guest pressed; never later than its arrival
    reason     TEXT,
    comment    TEXT,
    left_at    BIGINT,
    state      TEXT    NOT NULL CHECK (state IN ('new', 'taken', 'closed')),
    taken_by   TEXT    REFERENCES staff (name),
    taken_at   BIGINT,
    closed_by  TEXT    REFERENCES staff (name),
    closed_at  BIGINT,
    note       TEXT
);

CREATE INDEX cases_by_state ON cases (state, id);

-- What happened to each case, in order: its history for people, the cursor of open pages for programs.
CREATE TABLE case_changes (
    position INTEGER NOT NULL PRIMARY KEY,
    case_id  INTEGER NOT NULL REFERENCES cases (id),
    at       BIGINT  NOT NULL,
    what     TEXT    NOT NULL,
    who      TEXT    REFERENCES staff (name),
    words    TEXT
);

CREATE INDEX case_changes_by_case ON case_changes (case_id, position);
