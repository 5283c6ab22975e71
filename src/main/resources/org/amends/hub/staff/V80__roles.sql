-- What somebody may do, and where. Whoever had an account before could do everything everywhere, and still can.
ALTER TABLE staff ADD COLUMN role TEXT NOT NULL DEFAULT 'staff'
    CHECK (role IN ('staff', 'lead', 'manager', 'administrator', 'auditor'));
ALTER TABLE staff ADD COLUMN everywhere INTEGER NOT NULL DEFAULT 0;  -- 1: at all sites, also those that come later
UPDATE staff SET role = 'administrator', everywhere = 1;

-- Where somebody belongs to who does not belong everywhere.
CREATE TABLE staff_sites (
    staff TEXT NOT NULL REFERENCES staff (name),
    site  TEXT NOT NULL,
    PRIMARY KEY (staff, site)
);
