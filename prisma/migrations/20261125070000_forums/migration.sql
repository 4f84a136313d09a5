-- AlterTable
ALTER TABLE "channels" ADD COLUMN     "pinned_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "forum_tags" (
    "id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "emoji" TEXT NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL,
    "moderated" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "forum_tags_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "thread_tags" (
    "thread_id" UUID NOT NULL,
    "tag_id" UUID NOT NULL,

    CONSTRAINT "thread_tags_pkey" PRIMARY KEY ("thread_id","tag_id")
);

-- CreateIndex
CREATE INDEX "forum_tags_channel_id_idx" ON "forum_tags"("channel_id");

-- CreateIndex
CREATE INDEX "thread_tags_tag_id_idx" ON "thread_tags"("tag_id");

-- AddForeignKey
ALTER TABLE "forum_tags" ADD CONSTRAINT "forum_tags_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "thread_tags" ADD CONSTRAINT "thread_tags_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "channels"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "thread_tags" ADD CONSTRAINT "thread_tags_tag_id_fkey" FOREIGN KEY ("tag_id") REFERENCES "forum_tags"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "channels" DROP CONSTRAINT "channels_kind";
ALTER TABLE "channels" ADD CONSTRAINT "channels_kind" CHECK ("kind" IN ('text', 'announcement', 'forum', 'direct', 'group', 'thread'));
