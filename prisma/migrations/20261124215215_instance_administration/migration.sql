-- AlterTable
ALTER TABLE "accounts" ADD COLUMN     "blank_messages" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "deleted_at" TIMESTAMPTZ(3),
ADD COLUMN     "waiting_invite" TEXT,
ADD COLUMN     "waiting_since" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "instance" ADD COLUMN     "accent" TEXT NOT NULL DEFAULT 'ember',
ADD COLUMN     "audit_days" INTEGER NOT NULL DEFAULT 180,
ADD COLUMN     "communities_per_member" INTEGER,
ADD COLUMN     "invite_lifetime" INTEGER,
ADD COLUMN     "message_length" INTEGER,
ADD COLUMN     "messages_burst" INTEGER,
ADD COLUMN     "messages_per_second" INTEGER,
ADD COLUMN     "name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "upload_megabytes" INTEGER,
ADD COLUMN     "welcome" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "password_resets" (
    "account_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "password_resets_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "metrics" (
    "name" TEXT NOT NULL,
    "resolution" TEXT NOT NULL,
    "bucket" TIMESTAMPTZ(0) NOT NULL,
    "replica" TEXT NOT NULL DEFAULT '',
    "value" DOUBLE PRECISION NOT NULL,
    "max" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "metrics_pkey" PRIMARY KEY ("resolution","name","bucket","replica")
);

-- CreateTable
CREATE TABLE "job_runs" (
    "job" TEXT NOT NULL,
    "replica" TEXT NOT NULL,
    "every_ms" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,
    "error" TEXT,

    CONSTRAINT "job_runs_pkey" PRIMARY KEY ("job","replica")
);

-- CreateIndex
CREATE UNIQUE INDEX "password_resets_token_hash_key" ON "password_resets"("token_hash");

-- CreateIndex
CREATE INDEX "password_resets_expires_at_idx" ON "password_resets"("expires_at");

-- CreateIndex
CREATE INDEX "metrics_resolution_bucket_idx" ON "metrics"("resolution", "bucket");

-- CreateIndex
CREATE INDEX "job_runs_started_at_idx" ON "job_runs"("started_at");

-- AddForeignKey
ALTER TABLE "password_resets" ADD CONSTRAINT "password_resets_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "instance" DROP CONSTRAINT "instance_registration";
ALTER TABLE "instance" ADD CONSTRAINT "instance_registration" CHECK (registration IN ('closed', 'invite', 'approval', 'open'));
ALTER TABLE "instance" ADD CONSTRAINT "instance_audit_days" CHECK (audit_days BETWEEN 30 AND 3650);
ALTER TABLE "instance" ADD CONSTRAINT "instance_limits" CHECK (message_length BETWEEN 1 AND 4000 AND messages_per_second > 0 AND messages_burst > 0 AND upload_megabytes >= 0 AND invite_lifetime >= 0 AND communities_per_member >= 0);
ALTER TABLE "metrics" ADD CONSTRAINT "metrics_resolution" CHECK (resolution IN ('minute', 'hour', 'day'));
CREATE INDEX "accounts_waiting" ON "accounts" (id) WHERE waiting_since IS NOT NULL;
CREATE INDEX "accounts_deleted" ON "accounts" (id) WHERE deleted_at IS NOT NULL;
