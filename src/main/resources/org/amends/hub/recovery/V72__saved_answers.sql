-- What staff say again and again, in the languages of their guests.
CREATE TABLE saved_answers (
    id         INTEGER NOT NULL PRIMARY KEY,
    version    BIGINT  NOT NULL,               -- counted up with each change: who comes second with an older one is told
    kind       TEXT    NOT NULL,               -- apology, what-next or thanks
    language   TEXT    NOT NULL,               -- such as de
    words      TEXT    NOT NULL,
    changed_by TEXT    NOT NULL REFERENCES staff (name),
    changed_at BIGINT  NOT NULL
);
