-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "reactions" JSONB;

-- CreateTable
CREATE TABLE "reactions" (
    "id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "emoji" TEXT NOT NULL,

    CONSTRAINT "reactions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "reactions_message_id_emoji_id_idx" ON "reactions"("message_id", "emoji", "id");

-- CreateIndex
CREATE INDEX "reactions_account_id_idx" ON "reactions"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "reactions_message_id_account_id_emoji_key" ON "reactions"("message_id", "account_id", "emoji");

-- AddForeignKey
ALTER TABLE "reactions" ADD CONSTRAINT "reactions_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reactions" ADD CONSTRAINT "reactions_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- How many kinds of reactions a message can have.
ALTER TABLE "messages" ADD CONSTRAINT "messages_reactions_check" CHECK (jsonb_typeof("reactions") = 'array' AND jsonb_array_length("reactions") BETWEEN 1 AND 20);
ALTER TABLE "reactions" ADD CONSTRAINT "reactions_emoji_check" CHECK (length("emoji") BETWEEN 1 AND 64);
