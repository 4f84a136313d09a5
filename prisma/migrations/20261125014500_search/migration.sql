-- For typing errors in the names of people; comes with PostgreSQL, and needs no superuser.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- A text as it is looked for: words in small letters, without accents and marks, apart by spaces. What is typed into a
-- search goes through the same steps in server/domains/search/words.ts; a test holds the two together. Plain ASCII, most
-- of what is written, takes a shorter way: there the parser itself parts words, but for what it takes as an address, a path or a tag.
CREATE FUNCTION search_words(written text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(written) = length(written)
    THEN regexp_replace(lower(written COLLATE "C"), '[-/_.:@<>&+~\\]', ' ', 'g') COLLATE "pg_c_utf8"
    ELSE regexp_replace(
           regexp_replace(
             replace(replace(replace(replace(replace(lower(regexp_replace(normalize(written, NFKD), '[\u0300-\u036f]', '', 'g') COLLATE "pg_c_utf8"), 'ß', 'ss'), 'ø', 'o'), 'ł', 'l'), 'æ', 'ae'), 'ς', 'σ'),
             '[^[:alnum:]]+', ' ', 'g'),
           '([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])', ' \1 ', 'g') COLLATE "pg_c_utf8"
  END
$$;

-- AlterTable
ALTER TABLE "messages" ADD COLUMN "search" tsvector GENERATED ALWAYS AS (
  CASE WHEN deleted_at IS NULL THEN
    to_tsvector('simple'::regconfig, search_words(body)) || array_to_tsvector(array_remove(ARRAY[
      '#' || right(channel_id::text, 8),
      '@' || right(author_id::text, 8),
      -- When it was posted: parts of the id's time, of 4.7 hours, 3.1 days and 50 days.
      '~' || left(id::text, 6),
      '~' || left(id::text, 5),
      '~' || left(id::text, 4),
      CASE WHEN pinned_at IS NOT NULL THEN '!pinned' END,
      CASE WHEN jsonb_path_exists(tree, '$.** ? (@.t == "link")') THEN '!link' END], NULL))
  END) STORED;

-- A short list of what is not merged yet: see docs/decisions.
CREATE INDEX "messages_search" ON "messages" USING gin ("search") WITH (fastupdate = on, gin_pending_list_limit = 128) WHERE "search" IS NOT NULL;

CREATE INDEX "members_search_text" ON "members" USING gin ("search_text" gin_trgm_ops) WHERE "search_text" <> '';
