import type { BanDto, MemberNoteDto, MemberOrigin } from './contract.ts';
import type { BanRow, LineRow, NoteRow } from './store.ts';

export const presentBan = (row: BanRow): BanDto => ({
  account: { id: row.account_id, username: row.username, displayName: row.display_name },
  reason: row.reason,
  by: row.banned_by_name,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at?.toISOString() ?? null,
});

export const presentNote = (row: NoteRow): MemberNoteDto => ({
  id: row.id,
  body: row.body,
  author: { id: row.authorId, name: row.authorName },
  createdAt: row.createdAt.toISOString(),
});

/** `showsCode`: to who may manage invites. */
export const presentOrigin = (
  row: Pick<LineRow, 'invite_code' | 'invite_label' | 'invited_by'>,
  showsCode: boolean,
): MemberOrigin | null =>
  row.invite_code === null
    ? null
    : { label: row.invite_label ?? '', code: showsCode ? row.invite_code : null, by: row.invited_by };
