-- What the funnel is added up from. All of it is made of the ledger, of cases and of what belongs to them, and can be made anew.
CREATE TABLE funnel_places (
    number     INTEGER NOT NULL PRIMARY KEY,
    site       TEXT    NOT NULL,
    touchpoint TEXT    NOT NULL,
    UNIQUE (site, touchpoint)
);

-- Accounts and root causes, as numbers that a page adds up in no time.
CREATE TABLE funnel_names (
    number INTEGER NOT NULL PRIMARY KEY,
    name   TEXT    NOT NULL UNIQUE
);

-- By whose days each site was counted: where that is another now, all is counted anew.
CREATE TABLE funnel_zones (
    site TEXT NOT NULL PRIMARY KEY,
    zone TEXT NOT NULL
);

-- How many responses began at a place on a day.
CREATE TABLE funnel_responses (
    place     INTEGER NOT NULL REFERENCES funnel_places (number),
    day       INTEGER NOT NULL,                -- since 1970, on the site's own calendar
    responses BIGINT  NOT NULL,
    PRIMARY KEY (place, day)
);

-- One row for each guest who was unhappy: a case with those that were merged into it.
CREATE TABLE funnel_cases (
    case_id         INTEGER NOT NULL PRIMARY KEY REFERENCES cases (id),
    place           INTEGER NOT NULL REFERENCES funnel_places (number),
    day             INTEGER NOT NULL,
    person          INTEGER REFERENCES funnel_names (number),
    cause           INTEGER REFERENCES funnel_names (number),
    facts           INTEGER NOT NULL,          -- what is true of it, a bit each
    acknowledge_ms  BIGINT,                    -- from when the guest pressed; empty while it has not happened
    attend_ms       BIGINT,
    close_ms        BIGINT,
    acknowledge_due BIGINT                     -- that the facts were found by
);
CREATE INDEX funnel_cases_by_day ON funnel_cases (day);
