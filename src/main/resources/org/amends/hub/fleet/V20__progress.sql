-- What a terminal is to be told of what became of what its guest said: the newest of each response, while that is news.
CREATE TABLE downlink_progress (
    response   TEXT   NOT NULL PRIMARY KEY,
    terminal   TEXT   NOT NULL REFERENCES terminals (id),
    serial     BIGINT NOT NULL,                -- the position of the change that it comes from: it never goes back
    expires_at BIGINT NOT NULL,
    message    TEXT   NOT NULL,                -- to the letter, as it is signed
    signature  TEXT   NOT NULL
);

CREATE INDEX downlink_progress_by_terminal ON downlink_progress (terminal, serial);
CREATE INDEX downlink_progress_by_serial ON downlink_progress (serial);
CREATE INDEX downlink_progress_by_expiry ON downlink_progress (expires_at);
