-- What is sent to a guest: a row holds neither their address nor a word of it, as both are looked up at each try.
ALTER TABLE outbound ADD COLUMN letter TEXT;
-- How long it may wait, in milliseconds; after that it is stale. Six hours, but for letters.
ALTER TABLE outbound ADD COLUMN tried_for BIGINT NOT NULL DEFAULT 21600000;
CREATE INDEX outbound_by_letter ON outbound (letter) WHERE letter IS NOT NULL;
