-- CreateTable
CREATE TABLE "instance" (
    "id" SMALLINT NOT NULL DEFAULT 1,
    "setup_code_hash" BYTEA,
    "owner_id" UUID,
    "set_up_at" TIMESTAMPTZ(3),
    "registration" TEXT NOT NULL DEFAULT 'invite',
    "members_create_communities" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "instance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "id" UUID NOT NULL,
    "username" TEXT NOT NULL,
    "username_skeleton" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "email" TEXT,
    "email_key" TEXT,
    "password_hash" TEXT NOT NULL,
    "is_admin" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "kind" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL DEFAULT '',
    "network" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "communities" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "colour" TEXT NOT NULL,
    "letter" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "communities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "members" (
    "community_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "nickname" TEXT,
    "invite_id" UUID,
    "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "members_pkey" PRIMARY KEY ("community_id","account_id")
);

-- CreateTable
CREATE TABLE "roles" (
    "id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "colour" TEXT,
    "position" INTEGER NOT NULL,
    "is_everyone" BOOLEAN NOT NULL DEFAULT false,
    "hoist" BOOLEAN NOT NULL DEFAULT false,
    "mentionable" BOOLEAN NOT NULL DEFAULT false,
    "permissions" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "roles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member_roles" (
    "community_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "role_id" UUID NOT NULL,

    CONSTRAINT "member_roles_pkey" PRIMARY KEY ("community_id","account_id","role_id")
);

-- CreateTable
CREATE TABLE "categories" (
    "id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "categories_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channels" (
    "id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "category_id" UUID,
    "kind" TEXT NOT NULL DEFAULT 'text',
    "name" TEXT NOT NULL,
    "topic" TEXT NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL,
    "synced" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 0,
    "posted" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "channels_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "overrides" (
    "id" UUID NOT NULL,
    "category_id" UUID,
    "channel_id" UUID,
    "role_id" UUID,
    "account_id" UUID,
    "allow" TEXT[],
    "deny" TEXT[],

    CONSTRAINT "overrides_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invites" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "community_id" UUID NOT NULL,
    "channel_id" UUID,
    "created_by" UUID,
    "label" TEXT NOT NULL DEFAULT '',
    "max_uses" INTEGER,
    "uses" INTEGER NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invites_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "messages" (
    "id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "author_id" UUID,
    "client_id" UUID,
    "body" TEXT NOT NULL,
    "tree" JSONB,
    "reply_to_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "edited_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message_edits" (
    "id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "tree" JSONB,
    "edited_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "message_edits_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "withheld_texts" (
    "message_id" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "tree" JSONB,
    "deleted_by" UUID NOT NULL,
    "purge_after" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "withheld_texts_pkey" PRIMARY KEY ("message_id")
);

-- CreateTable
CREATE TABLE "read_states" (
    "account_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "read_states_pkey" PRIMARY KEY ("account_id","channel_id")
);

-- CreateTable
CREATE TABLE "socket_io_attachments" (
    "id" BIGSERIAL NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "payload" BYTEA,

    CONSTRAINT "socket_io_attachments_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "instance_owner_id_key" ON "instance"("owner_id");

-- CreateIndex
CREATE UNIQUE INDEX "accounts_username_skeleton_key" ON "accounts"("username_skeleton");

-- CreateIndex
CREATE UNIQUE INDEX "accounts_email_key_key" ON "accounts"("email_key");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_token_hash_key" ON "sessions"("token_hash");

-- CreateIndex
CREATE INDEX "sessions_account_id_idx" ON "sessions"("account_id");

-- CreateIndex
CREATE INDEX "sessions_expires_at_idx" ON "sessions"("expires_at");

-- CreateIndex
CREATE INDEX "rate_limits_expire_idx" ON "rate_limits"("expire");

-- CreateIndex
CREATE INDEX "members_account_id_idx" ON "members"("account_id");

-- CreateIndex
CREATE INDEX "members_invite_id_idx" ON "members"("invite_id");

-- CreateIndex
CREATE INDEX "roles_community_id_position_idx" ON "roles"("community_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "roles_id_community_id_key" ON "roles"("id", "community_id");

-- CreateIndex
CREATE INDEX "member_roles_role_id_idx" ON "member_roles"("role_id");

-- CreateIndex
CREATE INDEX "categories_community_id_idx" ON "categories"("community_id");

-- CreateIndex
CREATE UNIQUE INDEX "categories_id_community_id_key" ON "categories"("id", "community_id");

-- CreateIndex
CREATE INDEX "channels_community_id_idx" ON "channels"("community_id");

-- CreateIndex
CREATE INDEX "channels_category_id_idx" ON "channels"("category_id");

-- CreateIndex
CREATE INDEX "overrides_role_id_idx" ON "overrides"("role_id");

-- CreateIndex
CREATE INDEX "overrides_account_id_idx" ON "overrides"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "overrides_category_id_role_id_key" ON "overrides"("category_id", "role_id");

-- CreateIndex
CREATE UNIQUE INDEX "overrides_category_id_account_id_key" ON "overrides"("category_id", "account_id");

-- CreateIndex
CREATE UNIQUE INDEX "overrides_channel_id_role_id_key" ON "overrides"("channel_id", "role_id");

-- CreateIndex
CREATE UNIQUE INDEX "overrides_channel_id_account_id_key" ON "overrides"("channel_id", "account_id");

-- CreateIndex
CREATE UNIQUE INDEX "invites_code_key" ON "invites"("code");

-- CreateIndex
CREATE INDEX "invites_community_id_created_at_idx" ON "invites"("community_id", "created_at");

-- CreateIndex
CREATE INDEX "invites_channel_id_idx" ON "invites"("channel_id");

-- CreateIndex
CREATE INDEX "invites_created_by_idx" ON "invites"("created_by");

-- CreateIndex
CREATE INDEX "messages_channel_id_version_idx" ON "messages"("channel_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "messages_id_channel_id_key" ON "messages"("id", "channel_id");

-- CreateIndex
CREATE UNIQUE INDEX "messages_channel_id_seq_key" ON "messages"("channel_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "messages_author_id_client_id_key" ON "messages"("author_id", "client_id");

-- CreateIndex
CREATE INDEX "message_edits_message_id_idx" ON "message_edits"("message_id");

-- CreateIndex
CREATE INDEX "withheld_texts_purge_after_idx" ON "withheld_texts"("purge_after");

-- CreateIndex
CREATE INDEX "read_states_channel_id_idx" ON "read_states"("channel_id");

-- CreateIndex
CREATE INDEX "socket_io_attachments_created_at_idx" ON "socket_io_attachments"("created_at");

-- AddForeignKey
ALTER TABLE "instance" ADD CONSTRAINT "instance_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "communities" ADD CONSTRAINT "communities_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "members" ADD CONSTRAINT "members_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "members" ADD CONSTRAINT "members_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "members" ADD CONSTRAINT "members_invite_id_fkey" FOREIGN KEY ("invite_id") REFERENCES "invites"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roles" ADD CONSTRAINT "roles_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member_roles" ADD CONSTRAINT "member_roles_community_id_account_id_fkey" FOREIGN KEY ("community_id", "account_id") REFERENCES "members"("community_id", "account_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member_roles" ADD CONSTRAINT "member_roles_role_id_community_id_fkey" FOREIGN KEY ("role_id", "community_id") REFERENCES "roles"("id", "community_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "categories" ADD CONSTRAINT "categories_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channels" ADD CONSTRAINT "channels_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channels" ADD CONSTRAINT "channels_category_id_community_id_fkey" FOREIGN KEY ("category_id", "community_id") REFERENCES "categories"("id", "community_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "overrides" ADD CONSTRAINT "overrides_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "categories"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "overrides" ADD CONSTRAINT "overrides_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "overrides" ADD CONSTRAINT "overrides_role_id_fkey" FOREIGN KEY ("role_id") REFERENCES "roles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "overrides" ADD CONSTRAINT "overrides_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invites" ADD CONSTRAINT "invites_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invites" ADD CONSTRAINT "invites_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invites" ADD CONSTRAINT "invites_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "accounts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "accounts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_reply_to_id_channel_id_fkey" FOREIGN KEY ("reply_to_id", "channel_id") REFERENCES "messages"("id", "channel_id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_edits" ADD CONSTRAINT "message_edits_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "withheld_texts" ADD CONSTRAINT "withheld_texts_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "read_states" ADD CONSTRAINT "read_states_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "read_states" ADD CONSTRAINT "read_states_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema cannot say.

-- The instance is one row: whoever races to claim it meets here.
ALTER TABLE "instance" ADD CONSTRAINT "instance_singleton" CHECK (id = 1);
ALTER TABLE "instance" ADD CONSTRAINT "instance_registration" CHECK (registration IN ('invite', 'open'));
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_kind" CHECK (kind IN ('browser', 'bearer'));

-- One everyone role a community.
CREATE UNIQUE INDEX "roles_one_everyone" ON "roles" (community_id) WHERE is_everyone;

-- An override stands in one place and speaks of one holder.
ALTER TABLE "overrides" ADD CONSTRAINT "overrides_one_place" CHECK (num_nonnulls(category_id, channel_id) = 1);
ALTER TABLE "overrides" ADD CONSTRAINT "overrides_one_holder" CHECK (num_nonnulls(role_id, account_id) = 1);
ALTER TABLE "overrides" ADD CONSTRAINT "overrides_no_contradiction" CHECK (NOT (allow && deny));

-- No race lets more people in than an invite allows.
ALTER TABLE "invites" ADD CONSTRAINT "invites_uses" CHECK (uses >= 0 AND (max_uses IS NULL OR uses <= max_uses));

-- The owner is a member. Deferred: a new community's row comes before its first member's.
ALTER TABLE "communities" ADD CONSTRAINT "communities_owner_is_member" FOREIGN KEY (id, owner_id) REFERENCES "members" (community_id, account_id) ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- A tombstone says nothing.
ALTER TABLE "messages" ADD CONSTRAINT "messages_tombstone" CHECK (deleted_at IS NULL OR (body = '' AND tree IS NULL));
ALTER TABLE "messages" ADD CONSTRAINT "messages_body_length" CHECK (char_length(body) <= 4000);
ALTER TABLE "messages" ADD CONSTRAINT "messages_counters" CHECK (seq > 0 AND version >= seq AND ordinal > 0 AND ordinal <= seq);

-- Members by display name, a page at a time.
CREATE INDEX "accounts_by_name" ON "accounts" (lower(display_name), id);

-- Deleting a message asks who replied to it; few messages are replies.
CREATE INDEX "messages_replies" ON "messages" (reply_to_id, channel_id) WHERE reply_to_id IS NOT NULL;
