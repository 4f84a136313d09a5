-- CreateTable
CREATE TABLE "polls" (
    "message_id" UUID NOT NULL,
    "answers" TEXT[],
    "votes" INTEGER[],
    "voters" INTEGER NOT NULL DEFAULT 0,
    "multiple" BOOLEAN NOT NULL,
    "anonymous" BOOLEAN NOT NULL,
    "rev" INTEGER NOT NULL DEFAULT 0,
    "ends_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "polls_pkey" PRIMARY KEY ("message_id")
);

-- CreateTable
CREATE TABLE "poll_votes" (
    "message_id" UUID NOT NULL,
    "answer" INTEGER NOT NULL,
    "account_id" UUID NOT NULL,

    CONSTRAINT "poll_votes_pkey" PRIMARY KEY ("message_id","answer","account_id")
);

-- CreateIndex
CREATE INDEX "poll_votes_account_id_message_id_idx" ON "poll_votes"("account_id", "message_id");

-- AddForeignKey
ALTER TABLE "polls" ADD CONSTRAINT "polls_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "poll_votes" ADD CONSTRAINT "poll_votes_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "polls"("message_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "poll_votes" ADD CONSTRAINT "poll_votes_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "polls" ADD CONSTRAINT "polls_answers_check" CHECK (cardinality("answers") BETWEEN 2 AND 10 AND cardinality("votes") = cardinality("answers"));
ALTER TABLE "poll_votes" ADD CONSTRAINT "poll_votes_answer_check" CHECK ("answer" BETWEEN 0 AND 9);

-- What a chore looks for every second.
CREATE INDEX "polls_due_idx" ON "polls"("ends_at") WHERE "ended_at" IS NULL AND "ends_at" IS NOT NULL;
