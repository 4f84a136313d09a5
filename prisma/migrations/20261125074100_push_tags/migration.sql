-- AlterTable
ALTER TABLE "push_deliveries" ADD COLUMN     "tag" UUID;

UPDATE "push_deliveries" SET "tag" = CASE WHEN "reminds" THEN "message_id" ELSE "channel_id" END;

-- AlterTable
ALTER TABLE "push_deliveries" ALTER COLUMN "tag" SET NOT NULL,
DROP CONSTRAINT "push_deliveries_pkey",
ADD CONSTRAINT "push_deliveries_pkey" PRIMARY KEY ("subscription_id", "tag");
