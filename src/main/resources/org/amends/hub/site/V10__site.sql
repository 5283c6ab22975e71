-- The site's own keys: what terminals know this hub by. The private halves lie here and nowhere else.
CREATE TABLE site_keys (
    position    INTEGER NOT NULL PRIMARY KEY,  -- the newest of each purpose is in use
    purpose     TEXT    NOT NULL CHECK (purpose IN ('ca', 'server', 'signing', 'sealing')),
    id          TEXT    NOT NULL UNIQUE,
    public_key  TEXT    NOT NULL,              -- ca and server: the certificate; the others: the key; base64url
    private_key TEXT    NOT NULL,              -- PKCS #8, and for sealing the key itself; base64url
    names       TEXT,                          -- server: what the certificate is good for
    made_at     BIGINT  NOT NULL
);

-- How the hub was last started, for commands that run beside it.
CREATE TABLE site_door (
    one  INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    ours BIGINT  NOT NULL                      -- whether it speaks TLS with a certificate of the site's own CA
);
