-- Responses whose guest was erased. Their entries that told of the guest have a digest and no body any more, and nothing of
-- the kind is kept of them if it comes late or again. Where they were given is kept, as what is counted is counted by place.
CREATE TABLE erased_responses (
    response   TEXT   NOT NULL PRIMARY KEY,
    site       TEXT,                            -- both empty if nothing of the response was there
    touchpoint TEXT,
    at         BIGINT NOT NULL
);
