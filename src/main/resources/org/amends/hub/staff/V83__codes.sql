-- Who needs a one-time code beside their password. The secret is sealed to the key in hub.key, which is not in here.
CREATE TABLE staff_codes (
    staff     TEXT   NOT NULL PRIMARY KEY REFERENCES staff (name),
    sealed    TEXT   NOT NULL,                  -- AES-256-GCM with the account's name, base64
    last_step BIGINT NOT NULL,                  -- of the last code that was used: it and older ones are used up
    made_at   BIGINT NOT NULL
);
