-- Every entry that any terminal ever had a receipt for. Rows are added, never changed or removed.
CREATE TABLE ledger (
    position    INTEGER NOT NULL PRIMARY KEY,  -- the order of arrival; one writer, so commits come in this order too
    terminal    TEXT    NOT NULL REFERENCES terminals (id),
    sequence    BIGINT  NOT NULL,
    entry       TEXT    NOT NULL UNIQUE,
    response    TEXT    NOT NULL,
    said_at     BIGINT  NOT NULL,              -- by the terminal's clock
    received_at BIGINT  NOT NULL,              -- by ours
    kind        TEXT    NOT NULL,
    body        TEXT    NOT NULL,              -- the text that travelled, to the letter
    UNIQUE (terminal, sequence)
);

CREATE INDEX ledger_by_response ON ledger (response, position);
