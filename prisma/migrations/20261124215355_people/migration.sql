-- AlterTable
ALTER TABLE "members" ADD COLUMN     "search_text" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "sort_name" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "member_notes" (
    "id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "author_id" UUID,
    "author_name" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "member_notes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "member_notes_community_id_account_id_id_idx" ON "member_notes"("community_id", "account_id", "id");

-- CreateIndex
CREATE INDEX "member_notes_account_id_idx" ON "member_notes"("account_id");

-- CreateIndex
CREATE INDEX "member_notes_author_id_idx" ON "member_notes"("author_id");

-- CreateIndex
CREATE INDEX "members_community_id_sort_name_account_id_idx" ON "members"("community_id", "sort_name", "account_id");

-- CreateIndex
CREATE INDEX "members_community_id_joined_at_account_id_idx" ON "members"("community_id", "joined_at", "account_id");

-- AddForeignKey
ALTER TABLE "member_notes" ADD CONSTRAINT "member_notes_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member_notes" ADD CONSTRAINT "member_notes_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member_notes" ADD CONSTRAINT "member_notes_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "accounts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A name as it is looked for and ordered by: small letters, without accents.
CREATE FUNCTION fold_name(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT replace(replace(replace(replace(lower(regexp_replace(normalize(name, NFKD), '[\u0300-\u036f]', '', 'g')), 'ß', 'ss'), 'ø', 'o'), 'ł', 'l'), 'æ', 'ae')
$$;

-- Two tables hold a member's names; lists are ordered and searched by one column, whoever writes either of them.
CREATE FUNCTION members_fold_names() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  account record;
BEGIN
  SELECT display_name, username INTO account FROM accounts WHERE id = NEW.account_id;
  NEW.sort_name := fold_name(coalesce(NEW.nickname, account.display_name, ''));
  NEW.search_text := fold_name(concat(E'\n', NEW.nickname, E'\n', account.display_name, E'\n', account.username));
  RETURN NEW;
END $$;
CREATE TRIGGER members_fold_names BEFORE INSERT OR UPDATE OF nickname ON "members" FOR EACH ROW EXECUTE FUNCTION members_fold_names();

CREATE FUNCTION accounts_fold_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE members SET nickname = nickname WHERE account_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER accounts_fold_names AFTER UPDATE OF display_name, username ON "accounts" FOR EACH ROW
  WHEN (OLD.display_name IS DISTINCT FROM NEW.display_name OR OLD.username IS DISTINCT FROM NEW.username) EXECUTE FUNCTION accounts_fold_names();

UPDATE members SET nickname = nickname;
