-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "forward" JSONB,
ADD COLUMN     "forward_of" UUID;

ALTER TABLE "messages" ADD CONSTRAINT "messages_forward" CHECK ((forward IS NULL) = (forward_of IS NULL));

-- What forwards a message that goes.
CREATE INDEX "messages_forward_of" ON "messages" ("forward_of") WHERE "forward_of" IS NOT NULL;
