-- The first page of a list comes from the end of one of these, however long the list is.
CREATE INDEX cases_open_by_time ON cases (said_at, id) WHERE state IN ('new', 'taken');
CREATE INDEX cases_closed_by_time ON cases (closed_at, id) WHERE state = 'closed';
CREATE INDEX cases_by_place ON cases (state, site, touchpoint);
