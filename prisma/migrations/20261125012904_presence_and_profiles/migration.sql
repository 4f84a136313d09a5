-- CreateTable
CREATE TABLE "presences" (
    "account_id" UUID NOT NULL,
    "chosen" TEXT NOT NULL DEFAULT 'online',
    "emoji" TEXT NOT NULL DEFAULT '',
    "text" TEXT NOT NULL DEFAULT '',
    "ends_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "presences_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "profiles" (
    "account_id" UUID NOT NULL,
    "pronouns" TEXT NOT NULL DEFAULT '',
    "bio" TEXT NOT NULL DEFAULT '',
    "bio_tree" JSONB,
    "accent" TEXT,
    "time_zone" TEXT,

    CONSTRAINT "profiles_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "profile_notes" (
    "author_id" UUID NOT NULL,
    "about_id" UUID NOT NULL,
    "body" TEXT NOT NULL,

    CONSTRAINT "profile_notes_pkey" PRIMARY KEY ("author_id","about_id")
);

-- CreateIndex
CREATE INDEX "presences_ends_at_idx" ON "presences"("ends_at");

-- CreateIndex
CREATE INDEX "profile_notes_about_id_idx" ON "profile_notes"("about_id");

-- AddForeignKey
ALTER TABLE "presences" ADD CONSTRAINT "presences_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "profiles" ADD CONSTRAINT "profiles_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "profile_notes" ADD CONSTRAINT "profile_notes_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "profile_notes" ADD CONSTRAINT "profile_notes_about_id_fkey" FOREIGN KEY ("about_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "presences" ADD CONSTRAINT "presences_chosen" CHECK ("chosen" IN ('online', 'dnd', 'invisible'));
ALTER TABLE "profile_notes" ADD CONSTRAINT "profile_notes_of_others" CHECK ("author_id" <> "about_id");
ALTER TABLE "profile_notes" ADD CONSTRAINT "profile_notes_not_empty" CHECK ("body" <> '');
