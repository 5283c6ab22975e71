CREATE TABLE terminals (
    id         TEXT   NOT NULL PRIMARY KEY,
    site       TEXT   NOT NULL,
    touchpoint TEXT   NOT NULL,
    token_hash TEXT   NOT NULL UNIQUE,         -- SHA-256 of 256 random bits
    paired_at  BIGINT NOT NULL,
    revoked_at BIGINT
);

CREATE TABLE pairing_codes (
    code_hash  TEXT   NOT NULL PRIMARY KEY,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT
);
