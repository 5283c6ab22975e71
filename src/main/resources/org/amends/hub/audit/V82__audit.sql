-- Who looked at what is known of guests, and who changed it. Kept apart from what happened to cases: it is about staff, it is
-- for others to read, and it outlives what it names, so that it refers to nothing.
CREATE TABLE audit (
    position INTEGER NOT NULL PRIMARY KEY,
    at       BIGINT  NOT NULL,
    person   TEXT    NOT NULL,                  -- the name of an account
    action   TEXT    NOT NULL,
    case_id  BIGINT,                            -- empty where there was no case
    response TEXT,
    site     TEXT    NOT NULL,
    once     TEXT    UNIQUE                     -- what counts once: the same again is no other row
);

CREATE INDEX audit_by_person ON audit (person, position);
CREATE INDEX audit_by_case ON audit (case_id, position);
CREATE INDEX audit_by_site ON audit (site, position);

-- It is only added to, whatever a program tries; each database has its own words for that.
CREATE TRIGGER audit_stays_as_it_is BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is only added to');
END;

CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is only added to');
END;

-- Nor is a row put in another's place, which SQLite does without calling it a deletion.
CREATE TRIGGER audit_is_never_replaced BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit a WHERE a.position = NEW.position)
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is only added to');
END;
