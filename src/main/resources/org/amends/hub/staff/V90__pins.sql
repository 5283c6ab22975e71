-- By what somebody is known at a terminal where there is no reader for a badge. The PIN itself is nowhere.
CREATE TABLE staff_pins (
    staff   TEXT   NOT NULL PRIMARY KEY REFERENCES staff (name),
    mac     TEXT   NOT NULL UNIQUE,    -- HMAC-SHA-256 of the PIN with the key in hub.key, which is not in here, base64url
    badge   TEXT   NOT NULL UNIQUE,    -- random: what a terminal that was told the PIN says instead of a badge's digest
    made_at BIGINT NOT NULL
);
