-- The e-mail address at which the guest agreed to be answered; empty where there is none.
ALTER TABLE cases ADD COLUMN reply_to TEXT;
