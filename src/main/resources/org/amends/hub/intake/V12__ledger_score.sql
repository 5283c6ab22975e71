-- A rating's score, so that whoever looks for unhappy guests need not read what the others said.
-- Empty for everything else, and for ratings from before this column.
ALTER TABLE ledger ADD COLUMN score INTEGER;
