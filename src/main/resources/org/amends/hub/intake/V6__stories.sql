-- The numbers that a terminal's outbox file gives, from its making on. One terminal may have had several.
CREATE TABLE stories (
    number   INTEGER NOT NULL PRIMARY KEY,
    id       TEXT    NOT NULL UNIQUE,
    terminal TEXT    NOT NULL REFERENCES terminals (id), -- who told it last: it goes along when a terminal is paired anew
    previous TEXT,                                       -- the story that this one goes on from
    reason   TEXT,                                       -- and why
    complete BIGINT  NOT NULL,                           -- the highest N for which 1 to N are here
    highest  BIGINT  NOT NULL,
    repeats  BIGINT  NOT NULL,                           -- how often an entry came that was here already
    began_at BIGINT  NOT NULL,
    heard_at BIGINT  NOT NULL                            -- when the last batch of it came
);

CREATE INDEX stories_by_terminal ON stories (terminal, number);

INSERT INTO stories (id, terminal, complete, highest, repeats, began_at, heard_at)
    SELECT 'before-' || terminal, terminal, 0, max(sequence), 0, min(received_at), max(received_at) FROM ledger GROUP BY terminal;

-- Every number of every story. Rows are added, never changed or removed.
CREATE TABLE ledger_of_stories (
    position    INTEGER NOT NULL PRIMARY KEY,  -- the order of arrival; one writer, so commits come in this order too
    terminal    TEXT    NOT NULL REFERENCES terminals (id),
    story       INTEGER NOT NULL REFERENCES stories (number),
    sequence    BIGINT  NOT NULL,
    link        TEXT    NOT NULL,              -- of the story's hash chain; empty in rows from before there was one
    digest      TEXT,                          -- of a body that is not here
    entry       TEXT    UNIQUE,                -- empty where only the place is kept
    response    TEXT,
    said_at     BIGINT,                        -- by the terminal's clock
    received_at BIGINT  NOT NULL,              -- by ours
    happened_at BIGINT,                        -- by ours, worked out
    uncertainty BIGINT,                        -- of that, either way, in milliseconds; empty where it is not known
    kind        TEXT    NOT NULL,
    body        TEXT,                          -- the text that travelled, to the letter
    UNIQUE (story, sequence)
);

INSERT INTO ledger_of_stories
    SELECT l.position, l.terminal, s.number, l.sequence, '', NULL, l.entry, l.response, l.said_at, l.received_at,
           min(l.said_at, l.received_at), NULL, l.kind, l.body
    FROM ledger l JOIN stories s ON s.id = 'before-' || l.terminal ORDER BY l.position;

DROP TABLE ledger;
ALTER TABLE ledger_of_stories RENAME TO ledger;
CREATE INDEX ledger_by_response ON ledger (response, position);

-- A hub that was restored from a back-up begins a new epoch: it has only what came before the mark.
CREATE TABLE epochs (
    id       INTEGER NOT NULL PRIMARY KEY,
    number   BIGINT  NOT NULL UNIQUE,           -- what terminals are told; it tells epochs apart and means nothing else
    began_at BIGINT  NOT NULL,
    mark     BIGINT  NOT NULL                   -- the last position that the back-up had
);

INSERT INTO epochs (number, began_at, mark) VALUES (1, 0, 0);

-- Has a row in a back-up and in nothing else, so that a hub that is started on one knows.
CREATE TABLE back_up (
    taken_at BIGINT NOT NULL
);
