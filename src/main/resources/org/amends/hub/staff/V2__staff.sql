CREATE TABLE staff (
    name          TEXT   NOT NULL PRIMARY KEY, -- lower case: what is typed to sign in
    display_name  TEXT   NOT NULL,
    password_hash TEXT   NOT NULL,             -- Argon2id, with its parameters
    created_at    BIGINT NOT NULL
);

CREATE TABLE sessions (
    token_hash TEXT   NOT NULL PRIMARY KEY,    -- SHA-256: a stolen copy of this file signs nobody in
    staff      TEXT   NOT NULL REFERENCES staff (name),
    csrf       TEXT   NOT NULL,
    used_at    BIGINT NOT NULL
);

CREATE INDEX sessions_by_staff ON sessions (staff);
