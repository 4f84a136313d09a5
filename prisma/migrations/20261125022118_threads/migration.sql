-- AlterTable
ALTER TABLE "channels" ADD COLUMN     "archive_after" INTEGER NOT NULL DEFAULT 4320,
ADD COLUMN     "archived_at" TIMESTAMPTZ(3),
ADD COLUMN     "created_by" UUID,
ADD COLUMN     "parent_id" UUID,
ADD COLUMN     "root_id" UUID;

-- CreateTable
CREATE TABLE "thread_followers" (
    "thread_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,

    CONSTRAINT "thread_followers_pkey" PRIMARY KEY ("thread_id","account_id")
);

-- CreateIndex
CREATE INDEX "thread_followers_account_id_idx" ON "thread_followers"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "channels_root_id_key" ON "channels"("root_id");

-- CreateIndex
CREATE INDEX "channels_parent_id_idx" ON "channels"("parent_id");

-- AddForeignKey
ALTER TABLE "channels" ADD CONSTRAINT "channels_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "channels"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channels" ADD CONSTRAINT "channels_root_id_fkey" FOREIGN KEY ("root_id") REFERENCES "messages"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "thread_followers" ADD CONSTRAINT "thread_followers_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "channels"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "thread_followers" ADD CONSTRAINT "thread_followers_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "channels" DROP CONSTRAINT "channels_kind";
ALTER TABLE "channels" ADD CONSTRAINT "channels_kind" CHECK ("kind" IN ('text', 'announcement', 'direct', 'group', 'thread'));
ALTER TABLE "channels" ADD CONSTRAINT "channels_thread" CHECK (("kind" = 'thread') = ("parent_id" IS NOT NULL));
