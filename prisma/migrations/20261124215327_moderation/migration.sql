-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "pinned_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "filters" (
    "id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "mode" TEXT NOT NULL DEFAULT 'all',
    "patterns" TEXT[],
    "leet" BOOLEAN NOT NULL DEFAULT false,
    "mention_max" INTEGER NOT NULL DEFAULT 0,
    "action" TEXT NOT NULL,
    "notice" TEXT NOT NULL DEFAULT '',
    "exempt_role_ids" UUID[],
    "exempt_channel_ids" UUID[],
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "filters_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "held_messages" (
    "id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "reply_to_id" UUID,
    "filter_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "refused_at" TIMESTAMPTZ(3),
    "refusal" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "held_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reports" (
    "id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "channel_name" TEXT NOT NULL,
    "message_id" UUID NOT NULL,
    "author_id" UUID,
    "author_name" TEXT NOT NULL DEFAULT '',
    "body" TEXT NOT NULL,
    "reporter_id" UUID,
    "reporter_name" TEXT NOT NULL DEFAULT '',
    "filter_name" TEXT NOT NULL DEFAULT '',
    "reason" TEXT NOT NULL,
    "comment" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by" UUID,
    "resolved_by_name" TEXT NOT NULL DEFAULT '',
    "outcome" TEXT,
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "reports_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "filters_community_id_idx" ON "filters"("community_id");

-- CreateIndex
CREATE INDEX "held_messages_community_id_refused_at_id_idx" ON "held_messages"("community_id", "refused_at", "id");

-- CreateIndex
CREATE INDEX "held_messages_channel_id_idx" ON "held_messages"("channel_id");

-- CreateIndex
CREATE INDEX "held_messages_created_at_idx" ON "held_messages"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "held_messages_author_id_client_id_key" ON "held_messages"("author_id", "client_id");

-- CreateIndex
CREATE INDEX "reports_community_id_resolved_at_id_idx" ON "reports"("community_id", "resolved_at", "id");

-- CreateIndex
CREATE INDEX "reports_resolved_at_idx" ON "reports"("resolved_at");

-- CreateIndex
CREATE UNIQUE INDEX "reports_message_id_reporter_id_key" ON "reports"("message_id", "reporter_id");

-- AddForeignKey
ALTER TABLE "filters" ADD CONSTRAINT "filters_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "held_messages" ADD CONSTRAINT "held_messages_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "held_messages" ADD CONSTRAINT "held_messages_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "held_messages" ADD CONSTRAINT "held_messages_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A channel's pins, the newest first.
CREATE INDEX "messages_pinned" ON "messages"("channel_id", "pinned_at" DESC) WHERE pinned_at IS NOT NULL;
-- The badges of moderators: counted whenever a community is read.
CREATE INDEX "reports_open" ON "reports"("community_id", "channel_id") WHERE resolved_at IS NULL;
CREATE INDEX "held_messages_open" ON "held_messages"("community_id", "channel_id") WHERE refused_at IS NULL;
ALTER TABLE "filters" ADD CONSTRAINT "filters_kind" CHECK (kind IN ('words', 'links', 'mentions'));
ALTER TABLE "filters" ADD CONSTRAINT "filters_mode" CHECK (mode IN ('all', 'allow', 'block'));
ALTER TABLE "filters" ADD CONSTRAINT "filters_action" CHECK (action IN ('block', 'hold', 'alert'));
ALTER TABLE "reports" ADD CONSTRAINT "reports_outcome" CHECK ((outcome IS NULL) = (resolved_at IS NULL) AND outcome IN ('deleted', 'done', 'dismissed'));
