-- Which responses staff entered, who did, and how it had reached them: in-person, by-phone or in-review.
CREATE TABLE heard (
    response   TEXT   NOT NULL PRIMARY KEY,
    staff      TEXT   NOT NULL REFERENCES staff (name),
    channel    TEXT   NOT NULL,
    entered_at BIGINT NOT NULL
);
