-- A constant default: no row is written for it.
ALTER TABLE "accounts" ADD COLUMN "shares_seen" BOOLEAN NOT NULL DEFAULT true;
