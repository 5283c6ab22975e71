-- A token grows old and is renewed: the old one stays good until the new one is first used.
ALTER TABLE terminals ADD COLUMN token_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE terminals ADD COLUMN next_token_hash TEXT;
ALTER TABLE terminals ADD COLUMN next_token_at BIGINT;
-- The number that its messages go on from, where it has heard more than this hub, set back to a back-up, remembers.
ALTER TABLE terminals ADD COLUMN heard BIGINT NOT NULL DEFAULT 0;
UPDATE terminals SET token_at = paired_at;
CREATE UNIQUE INDEX terminals_by_next_token ON terminals (next_token_hash);

-- Whose a code was, and at which attempt, so that a lost answer can be given again.
ALTER TABLE pairing_codes ADD COLUMN terminal TEXT REFERENCES terminals (id);
ALTER TABLE pairing_codes ADD COLUMN attempt TEXT;

-- What the hub has to say to each terminal, to the letter.
CREATE TABLE downlink (
    position  INTEGER NOT NULL PRIMARY KEY,
    terminal  TEXT    NOT NULL REFERENCES terminals (id),
    number    BIGINT  NOT NULL,                -- from 1, without a gap
    kind      TEXT    NOT NULL,
    message   TEXT    NOT NULL,
    signature TEXT    NOT NULL,
    UNIQUE (terminal, number)
);
