-- AlterTable
ALTER TABLE "channels" ADD COLUMN     "reopened_at" TIMESTAMPTZ(3);

-- What is archived is not pinned: such pins were in no list and filled their forum all the same.
UPDATE "channels" SET "pinned_at" = NULL WHERE "archived_at" IS NOT NULL AND "pinned_at" IS NOT NULL;
