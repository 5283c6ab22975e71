-- What a case's guest is known by: an address or a card. Two cases with the same are one guest's.
CREATE TABLE case_guests (
    case_id  INTEGER NOT NULL REFERENCES cases (id),
    known_by TEXT    NOT NULL,
    PRIMARY KEY (case_id, known_by)
);
CREATE INDEX case_guests_by_mark ON case_guests (known_by, case_id);

-- What somebody is to look at because a colleague said so; it is gone once they did.
CREATE TABLE case_notices (
    staff   TEXT    NOT NULL REFERENCES staff (name),
    case_id INTEGER NOT NULL REFERENCES cases (id),
    why     TEXT    NOT NULL,                  -- mentioned or handed-over
    by_whom TEXT    NOT NULL REFERENCES staff (name),
    at      BIGINT  NOT NULL,
    PRIMARY KEY (staff, case_id)
);
