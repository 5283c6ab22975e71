-- What is to be told to people outside of the pages, and what became of it. A row is one intent, and is sent until one try
-- went well, or it is too late.
CREATE TABLE outbound (
    id         INTEGER NOT NULL PRIMARY KEY,
    intent     TEXT    NOT NULL UNIQUE,        -- what, to whom and by which way: nothing is meant twice
    message    TEXT    NOT NULL,               -- the id that it travels under, the same at each try
    channel    TEXT    NOT NULL,
    person     TEXT    NOT NULL,
    address    TEXT    NOT NULL,
    about      BIGINT  NOT NULL,               -- the case
    moot       TEXT    NOT NULL,               -- what makes it needless: taken or closed
    subject    TEXT    NOT NULL,
    body       TEXT    NOT NULL,
    made_at    BIGINT  NOT NULL,
    next_at    BIGINT  NOT NULL,               -- not before; while it is being sent, when that must be over
    last_at    BIGINT  NOT NULL,               -- no try after that
    tries      INTEGER NOT NULL DEFAULT 0,
    problem    TEXT,                           -- of the last try
    state      TEXT    NOT NULL CHECK (state IN ('waiting', 'sent', 'dead', 'given-up', 'withdrawn')),
    ended_at   BIGINT
);

CREATE INDEX outbound_by_time ON outbound (state, next_at);
CREATE INDEX outbound_by_case ON outbound (about, state);
