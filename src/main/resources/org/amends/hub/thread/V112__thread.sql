-- What staff and the guest of a case write to each other. Of cases that were merged it is that of the one which goes on.
CREATE TABLE thread_messages (
    id         INTEGER NOT NULL PRIMARY KEY,
    case_id    INTEGER NOT NULL REFERENCES cases (id),
    at         BIGINT  NOT NULL,
    author     TEXT    NOT NULL CHECK (author IN ('guest', 'staff')),
    who        TEXT    REFERENCES staff (name), -- empty for a guest, and for what the hub itself says
    words      TEXT    NOT NULL,
    letter     TEXT    UNIQUE,                  -- what the outbound queue knows it by, if it goes out by e-mail, too
    settled_at BIGINT                           -- of a guest's: when somebody answered it, or said that they have read it
);
CREATE INDEX thread_messages_by_case ON thread_messages (case_id, id);
CREATE INDEX thread_messages_open ON thread_messages (case_id) WHERE author = 'guest' AND settled_at IS NULL;

-- What opens a guest's own page: the digest of a code from a terminal, or of a link in an e-mail. Neither itself is kept.
CREATE TABLE guest_links (
    digest     TEXT   NOT NULL PRIMARY KEY,
    response   TEXT   NOT NULL,
    language   TEXT   NOT NULL,                 -- what the guest was reading, BCP 47
    site       TEXT   NOT NULL,
    made_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL                  -- moved on with every word from anybody
);
CREATE INDEX guest_links_by_response ON guest_links (response);
CREATE INDEX guest_links_by_end ON guest_links (expires_at);
