-- AlterTable
ALTER TABLE "channels" ALTER COLUMN "community_id" DROP NOT NULL;
