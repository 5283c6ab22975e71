-- Who was shown a case while it called for somebody, and when first. A case calls when it is opened, and again when its guest,
-- who had taken it back, says it anew.
CREATE TABLE case_seen (
    case_id INTEGER NOT NULL REFERENCES cases (id),
    alert   BIGINT  NOT NULL,                  -- the position of the change by which it called
    staff   TEXT    NOT NULL REFERENCES staff (name),
    at      BIGINT  NOT NULL,
    PRIMARY KEY (case_id, alert, staff)
);
