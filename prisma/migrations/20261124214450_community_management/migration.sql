-- AlterTable
ALTER TABLE "channels" ADD COLUMN     "locked" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "slow_mode" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "communities" ADD COLUMN     "approval" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "archived_at" TIMESTAMPTZ(3),
ADD COLUMN     "invites_paused_at" TIMESTAMPTZ(3),
ADD COLUMN     "questions" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "rules" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "rules_at" TIMESTAMPTZ(3),
ADD COLUMN     "vanity" TEXT;

-- AlterTable
ALTER TABLE "invites" ADD COLUMN     "role_id" UUID;

-- AlterTable
ALTER TABLE "members" ADD COLUMN     "timeout_until" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "roles" ADD COLUMN     "icon" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "bans" (
    "community_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "banned_by" UUID,
    "banned_by_name" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "bans_pkey" PRIMARY KEY ("community_id","account_id")
);

-- CreateTable
CREATE TABLE "join_requests" (
    "community_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "invite_id" UUID,
    "answers" JSONB NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "refused_at" TIMESTAMPTZ(3),
    "refused_by" UUID,

    CONSTRAINT "join_requests_pkey" PRIMARY KEY ("community_id","account_id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" UUID NOT NULL,
    "community_id" UUID,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL DEFAULT '',
    "action" TEXT NOT NULL,
    "target_kind" TEXT,
    "target_id" TEXT,
    "target_name" TEXT NOT NULL DEFAULT '',
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT NOT NULL DEFAULT '',
    "via" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "bans_account_id_idx" ON "bans"("account_id");

-- CreateIndex
CREATE INDEX "join_requests_community_id_created_at_idx" ON "join_requests"("community_id", "created_at");

-- CreateIndex
CREATE INDEX "join_requests_account_id_idx" ON "join_requests"("account_id");

-- CreateIndex
CREATE INDEX "join_requests_invite_id_idx" ON "join_requests"("invite_id");

-- CreateIndex
CREATE INDEX "audit_entries_community_id_id_idx" ON "audit_entries"("community_id", "id");

-- CreateIndex
CREATE INDEX "audit_entries_community_id_actor_id_id_idx" ON "audit_entries"("community_id", "actor_id", "id");

-- CreateIndex
CREATE INDEX "audit_entries_community_id_target_id_id_idx" ON "audit_entries"("community_id", "target_id", "id");

-- CreateIndex
CREATE INDEX "audit_entries_created_at_idx" ON "audit_entries"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "communities_vanity_key" ON "communities"("vanity");

-- CreateIndex
CREATE INDEX "invites_role_id_idx" ON "invites"("role_id");

-- CreateIndex
CREATE INDEX "members_timeout_until_idx" ON "members"("timeout_until");

-- AddForeignKey
ALTER TABLE "invites" ADD CONSTRAINT "invites_role_id_fkey" FOREIGN KEY ("role_id") REFERENCES "roles"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bans" ADD CONSTRAINT "bans_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bans" ADD CONSTRAINT "bans_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "join_requests" ADD CONSTRAINT "join_requests_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "join_requests" ADD CONSTRAINT "join_requests_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "join_requests" ADD CONSTRAINT "join_requests_invite_id_fkey" FOREIGN KEY ("invite_id") REFERENCES "invites"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "channels" ADD CONSTRAINT "channels_kind" CHECK (kind IN ('text', 'announcement'));
ALTER TABLE "channels" ADD CONSTRAINT "channels_slow_mode" CHECK (slow_mode BETWEEN 0 AND 21600);
ALTER TABLE "communities" ADD CONSTRAINT "communities_vanity" CHECK (vanity ~ '^[a-z0-9][a-z0-9-]{2,31}$');
ALTER TABLE "communities" ADD CONSTRAINT "communities_questions" CHECK (cardinality(questions) <= 5);

-- What was done stays as it was written. Only what is older than a month can go: retention works in months, and who
-- holds the app's connection cannot wipe out what they did today.
CREATE FUNCTION audit_entries_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND OLD.created_at < now() - interval '30 days' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'audit entries are not changed' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE ON "audit_entries" FOR EACH ROW EXECUTE FUNCTION audit_entries_stay();
CREATE TRIGGER audit_entries_stay_whole BEFORE TRUNCATE ON "audit_entries" FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_stay();
