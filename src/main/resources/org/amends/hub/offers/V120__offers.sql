-- What guests were offered to make amends, as it was then: the catalogue may have changed since.
CREATE TABLE offers (
    id             INTEGER NOT NULL PRIMARY KEY,
    once           TEXT    NOT NULL UNIQUE,        -- the form it came by: the same again is no other offer
    case_id        INTEGER NOT NULL REFERENCES cases (id),
    site           TEXT    NOT NULL,
    gravity        TEXT    NOT NULL,
    responsibility TEXT    NOT NULL,
    proposed       TEXT    NOT NULL,               -- what the policy proposed
    proposed_worth BIGINT  NOT NULL,
    offer          TEXT    NOT NULL,
    kind           TEXT    NOT NULL,
    title          TEXT    NOT NULL,               -- in the guest's language
    worth          BIGINT  NOT NULL,               -- in the smallest unit of the currency
    currency       TEXT    NOT NULL,
    valid_days     BIGINT,                         -- empty for what makes no voucher
    reason         TEXT,                           -- why another than the proposed one
    needed         TEXT,                           -- which limits asked for a second person
    state          TEXT    NOT NULL CHECK (state IN ('asked', 'granted', 'declined', 'withdrawn')),
    asked_by       TEXT    NOT NULL REFERENCES staff (name),
    asked_at       BIGINT  NOT NULL,
    decided_by     TEXT    REFERENCES staff (name),
    decided_at     BIGINT,
    word           TEXT,                           -- of who decided
    charged_to     TEXT    REFERENCES staff (name), -- within whose limits it was granted
    granted_at     BIGINT,
    number         TEXT,                           -- what the code is made of with the hub's key
    mark           TEXT    UNIQUE,                 -- what finds a code; the code itself is not kept
    valid_until    BIGINT,
    redeemed_by    TEXT    REFERENCES staff (name),
    redeemed_at    BIGINT,
    withdrawn_by   TEXT    REFERENCES staff (name),
    withdrawn_at   BIGINT
);

CREATE INDEX offers_by_case ON offers (case_id, id);
CREATE INDEX offers_by_charged ON offers (charged_to, granted_at);
CREATE INDEX offers_by_state ON offers (state, site);
CREATE INDEX offers_by_granted ON offers (granted_at);
