-- AlterTable
ALTER TABLE "push_deliveries" ADD COLUMN     "reminds" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "saved_messages" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "remind_at" TIMESTAMPTZ(3),

    CONSTRAINT "saved_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scheduled_messages" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "reply_to_id" UUID,
    "send_at" TIMESTAMPTZ(3) NOT NULL,
    "next_at" TIMESTAMPTZ(3),
    "taken_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failure" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "scheduled_messages_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "saved_messages_account_id_id_idx" ON "saved_messages"("account_id", "id");

-- CreateIndex
CREATE INDEX "saved_messages_message_id_idx" ON "saved_messages"("message_id");

-- CreateIndex
CREATE INDEX "saved_messages_remind_at_idx" ON "saved_messages"("remind_at");

-- CreateIndex
CREATE UNIQUE INDEX "saved_messages_account_id_message_id_key" ON "saved_messages"("account_id", "message_id");

-- CreateIndex
CREATE INDEX "scheduled_messages_account_id_send_at_idx" ON "scheduled_messages"("account_id", "send_at");

-- CreateIndex
CREATE INDEX "scheduled_messages_next_at_idx" ON "scheduled_messages"("next_at");

-- CreateIndex
CREATE UNIQUE INDEX "scheduled_messages_account_id_client_id_key" ON "scheduled_messages"("account_id", "client_id");

-- AddForeignKey
ALTER TABLE "saved_messages" ADD CONSTRAINT "saved_messages_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_messages" ADD CONSTRAINT "saved_messages_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scheduled_messages" ADD CONSTRAINT "scheduled_messages_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Either it will be tried, or it says why not.
ALTER TABLE "scheduled_messages" ADD CONSTRAINT "scheduled_messages_failure" CHECK ((failure IS NULL) = (next_at IS NOT NULL));
