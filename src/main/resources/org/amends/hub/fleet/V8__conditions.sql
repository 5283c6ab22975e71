-- What is wrong with each terminal now, as it last said; nothing is kept of what is over.
CREATE TABLE conditions (
    terminal TEXT   NOT NULL REFERENCES terminals (id),
    kind     TEXT   NOT NULL,
    since    BIGINT NOT NULL,                  -- by our clock
    words    TEXT   NOT NULL,
    PRIMARY KEY (terminal, kind)
);
