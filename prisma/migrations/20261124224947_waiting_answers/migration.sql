-- AlterTable
ALTER TABLE "accounts" ADD COLUMN     "waiting_join" JSONB;
