-- By when each case is to be taken, first dealt with and closed: from when the guest pressed, and from when that arrived.
CREATE TABLE case_clocks (
    case_id             BIGINT NOT NULL PRIMARY KEY REFERENCES cases (id),
    arrived_at          BIGINT NOT NULL,
    acknowledge_due     BIGINT NOT NULL,
    respond_due         BIGINT NOT NULL,
    resolve_due         BIGINT NOT NULL,
    acknowledge_arrival BIGINT NOT NULL,
    respond_arrival     BIGINT NOT NULL,
    resolve_arrival     BIGINT NOT NULL,
    acknowledged_at     BIGINT,
    responded_at        BIGINT,
    resolved_at         BIGINT,
    due_at              BIGINT,                -- of what comes next; empty once the case is closed
    next_at             BIGINT                 -- when there is next something to do; empty if nothing will be
);

CREATE INDEX case_clocks_by_due ON case_clocks (due_at);
CREATE INDEX case_clocks_by_next ON case_clocks (next_at);

-- What was reached of targets and levels of escalation, each once for a case.
CREATE TABLE case_steps (
    case_id BIGINT NOT NULL REFERENCES cases (id),
    step    TEXT   NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (case_id, step)
);
