-- AlterTable
ALTER TABLE "read_states" ADD COLUMN     "rewinds" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "mentions" (
    "message_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "target_id" UUID NOT NULL,
    "account_id" UUID,
    "role_id" UUID,
    "notifies" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "mentions_pkey" PRIMARY KEY ("message_id","kind","target_id")
);

-- CreateTable
CREATE TABLE "mention_reads" (
    "account_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,

    CONSTRAINT "mention_reads_pkey" PRIMARY KEY ("account_id","message_id")
);

-- CreateTable
CREATE TABLE "notifications" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT,
    "count" INTEGER NOT NULL DEFAULT 1,
    "actor_id" UUID,
    "community_id" UUID,
    "channel_id" UUID,
    "message_id" UUID,
    "detail" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_levels" (
    "account_id" UUID NOT NULL,
    "place_id" UUID NOT NULL,
    "community_id" UUID,
    "category_id" UUID,
    "channel_id" UUID,
    "level" TEXT,
    "muted" BOOLEAN NOT NULL DEFAULT false,
    "muted_until" TIMESTAMPTZ(3),

    CONSTRAINT "notification_levels_pkey" PRIMARY KEY ("account_id","place_id")
);

-- CreateTable
CREATE TABLE "notification_preferences" (
    "account_id" UUID NOT NULL,
    "desktop" BOOLEAN NOT NULL DEFAULT false,
    "sound" BOOLEAN NOT NULL DEFAULT true,
    "previews" BOOLEAN NOT NULL DEFAULT true,
    "quiet" BOOLEAN NOT NULL DEFAULT false,
    "quiet_days" INTEGER[] DEFAULT ARRAY[0, 1, 2, 3, 4, 5, 6]::INTEGER[],
    "quiet_from" INTEGER NOT NULL DEFAULT 1320,
    "quiet_to" INTEGER NOT NULL DEFAULT 420,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "inbox_read_id" UUID,

    CONSTRAINT "notification_preferences_pkey" PRIMARY KEY ("account_id")
);

-- CreateIndex
CREATE INDEX "mentions_account_id_message_id_idx" ON "mentions"("account_id", "message_id");

-- CreateIndex
CREATE INDEX "mentions_role_id_message_id_idx" ON "mentions"("role_id", "message_id");

-- CreateIndex
CREATE INDEX "mention_reads_message_id_idx" ON "mention_reads"("message_id");

-- CreateIndex
CREATE INDEX "notifications_account_id_id_idx" ON "notifications"("account_id", "id");

-- CreateIndex
CREATE INDEX "notifications_actor_id_idx" ON "notifications"("actor_id");

-- CreateIndex
CREATE INDEX "notifications_community_id_idx" ON "notifications"("community_id");

-- CreateIndex
CREATE INDEX "notifications_channel_id_idx" ON "notifications"("channel_id");

-- CreateIndex
CREATE INDEX "notifications_message_id_idx" ON "notifications"("message_id");

-- CreateIndex
CREATE INDEX "notifications_created_at_idx" ON "notifications"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "notifications_account_id_key_key" ON "notifications"("account_id", "key");

-- CreateIndex
CREATE INDEX "notification_levels_community_id_idx" ON "notification_levels"("community_id");

-- CreateIndex
CREATE INDEX "notification_levels_category_id_idx" ON "notification_levels"("category_id");

-- CreateIndex
CREATE INDEX "notification_levels_channel_id_idx" ON "notification_levels"("channel_id");

-- AddForeignKey
ALTER TABLE "mentions" ADD CONSTRAINT "mentions_message_id_channel_id_fkey" FOREIGN KEY ("message_id", "channel_id") REFERENCES "messages"("id", "channel_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mentions" ADD CONSTRAINT "mentions_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mentions" ADD CONSTRAINT "mentions_role_id_fkey" FOREIGN KEY ("role_id") REFERENCES "roles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mention_reads" ADD CONSTRAINT "mention_reads_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mention_reads" ADD CONSTRAINT "mention_reads_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_levels" ADD CONSTRAINT "notification_levels_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_levels" ADD CONSTRAINT "notification_levels_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_levels" ADD CONSTRAINT "notification_levels_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "categories"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_levels" ADD CONSTRAINT "notification_levels_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_preferences" ADD CONSTRAINT "notification_preferences_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "mentions" ADD CONSTRAINT "mentions_kind" CHECK (
  CASE kind
    WHEN 'user' THEN account_id IS NOT NULL AND role_id IS NULL AND target_id = account_id
    WHEN 'reply' THEN account_id IS NOT NULL AND role_id IS NULL AND target_id = account_id
    WHEN 'role' THEN role_id IS NOT NULL AND account_id IS NULL AND target_id = role_id
    WHEN 'everyone' THEN account_id IS NULL AND role_id IS NULL AND target_id = channel_id
    WHEN 'here' THEN account_id IS NULL AND role_id IS NULL AND target_id = channel_id
    ELSE false
  END);
-- The latest that mean everybody, for who looks at their mentions.
CREATE INDEX "mentions_all_idx" ON "mentions"("message_id") WHERE kind IN ('everyone', 'here');

ALTER TABLE "notification_levels" ADD CONSTRAINT "notification_levels_place" CHECK (
  num_nonnulls(community_id, category_id, channel_id) = 1 AND place_id = coalesce(community_id, category_id, channel_id));
ALTER TABLE "notification_levels" ADD CONSTRAINT "notification_levels_level" CHECK (level IN ('all', 'mentions', 'nothing'));
ALTER TABLE "notification_preferences" ADD CONSTRAINT "notification_preferences_quiet" CHECK (
  quiet_from BETWEEN 0 AND 1439 AND quiet_to BETWEEN 0 AND 1439 AND quiet_days <@ ARRAY[0, 1, 2, 3, 4, 5, 6]);
