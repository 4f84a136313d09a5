-- AlterTable
ALTER TABLE "communities" ADD COLUMN     "alarm_at" TIMESTAMPTZ(3),
ADD COLUMN     "alarm_since" TIMESTAMPTZ(3),
ADD COLUMN     "guard_from" TIMESTAMPTZ(3),
ADD COLUMN     "guard_joins" INTEGER NOT NULL DEFAULT 20,
ADD COLUMN     "guard_minutes" INTEGER NOT NULL DEFAULT 5,
ADD COLUMN     "guard_on" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "members" ADD COLUMN     "answers" JSONB NOT NULL DEFAULT '[]';

-- CreateIndex
CREATE INDEX "members_community_id_joined_at_idx" ON "members"("community_id", "joined_at");

ALTER TABLE "communities" ADD CONSTRAINT "communities_guard" CHECK (guard_joins BETWEEN 2 AND 1000 AND guard_minutes BETWEEN 1 AND 60);
CREATE INDEX "join_requests_waiting" ON "join_requests" (community_id, created_at) WHERE refused_at IS NULL;
