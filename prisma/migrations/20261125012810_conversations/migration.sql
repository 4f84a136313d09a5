-- AlterTable
ALTER TABLE "accounts" ADD COLUMN     "messages_from" TEXT NOT NULL DEFAULT 'communities';

-- AlterTable
ALTER TABLE "channels" ADD COLUMN     "deleted_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "conversations" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "colour" TEXT NOT NULL DEFAULT 'ember',
    "direct_key" TEXT,
    "owner_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "conversations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversation_members" (
    "conversation_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answer" TEXT NOT NULL DEFAULT 'accepted',
    "closed_at" INTEGER,

    CONSTRAINT "conversation_members_pkey" PRIMARY KEY ("conversation_id","account_id")
);

-- CreateTable
CREATE TABLE "friendships" (
    "low_id" UUID NOT NULL,
    "high_id" UUID NOT NULL,
    "requested_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "accepted_at" TIMESTAMPTZ(3),

    CONSTRAINT "friendships_pkey" PRIMARY KEY ("low_id","high_id")
);

-- CreateTable
CREATE TABLE "blocks" (
    "blocker_id" UUID NOT NULL,
    "blocked_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "blocks_pkey" PRIMARY KEY ("blocker_id","blocked_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "conversations_direct_key_key" ON "conversations"("direct_key");

-- CreateIndex
CREATE INDEX "conversations_owner_id_idx" ON "conversations"("owner_id");

-- CreateIndex
CREATE INDEX "conversation_members_account_id_idx" ON "conversation_members"("account_id");

-- CreateIndex
CREATE INDEX "friendships_high_id_idx" ON "friendships"("high_id");

-- CreateIndex
CREATE INDEX "blocks_blocked_id_idx" ON "blocks"("blocked_id");

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_id_fkey" FOREIGN KEY ("id") REFERENCES "channels"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "accounts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation_members" ADD CONSTRAINT "conversation_members_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation_members" ADD CONSTRAINT "conversation_members_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "friendships" ADD CONSTRAINT "friendships_low_id_fkey" FOREIGN KEY ("low_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "friendships" ADD CONSTRAINT "friendships_high_id_fkey" FOREIGN KEY ("high_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_blocker_id_fkey" FOREIGN KEY ("blocker_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_blocked_id_fkey" FOREIGN KEY ("blocked_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A deleted channel was one without a community; from now on a conversation's is, too.
UPDATE "channels" SET "deleted_at" = now() WHERE "community_id" IS NULL;
CREATE INDEX "channels_deleted" ON "channels" ("id") WHERE "deleted_at" IS NOT NULL;
ALTER TABLE "channels" ADD CONSTRAINT "channels_place" CHECK ("community_id" IS NOT NULL OR "deleted_at" IS NOT NULL OR "kind" IN ('direct', 'group'));
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_kind" CHECK (
  CASE "kind" WHEN 'direct' THEN "direct_key" IS NOT NULL AND "owner_id" IS NULL WHEN 'group' THEN "direct_key" IS NULL ELSE false END);
ALTER TABLE "conversation_members" ADD CONSTRAINT "conversation_members_answer" CHECK ("answer" IN ('waiting', 'accepted', 'declined'));
ALTER TABLE "friendships" ADD CONSTRAINT "friendships_pair" CHECK ("low_id" < "high_id" AND "requested_by" IN ("low_id", "high_id"));
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_pair" CHECK ("blocker_id" <> "blocked_id");
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_messages_from" CHECK ("messages_from" IN ('communities', 'friends'));
ALTER TABLE "channels" DROP CONSTRAINT "channels_kind";
ALTER TABLE "channels" ADD CONSTRAINT "channels_kind" CHECK ("kind" IN ('text', 'announcement', 'direct', 'group'));
