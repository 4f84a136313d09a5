import type { MessageDeps } from './deps.ts';
import type { MentionTarget } from './mentions.ts';
import type { MentionNote, MessageSignals } from './signals.ts';

/** The note of a message for these targets. */
export const noteFor = (
  targets: readonly MentionTarget[],
  message: Pick<MentionNote, 'channelId' | 'authorId' | 'seq' | 'version' | 'on'>,
): MentionNote => ({
  ...message,
  accounts: targets.flatMap(({ kind, id }) => (kind === 'user' || kind === 'reply' ? [id] : [])),
  roles: targets.flatMap(({ kind, id }) => (kind === 'role' ? [id] : [])),
  everybody: targets.some(({ kind }) => kind === 'everyone' || kind === 'here'),
});

export function tellMentions(
  signals: Pick<MessageSignals, 'mentioned'>,
  notes: readonly MentionNote[],
): void {
  if (notes.length > 0) signals.mentioned(notes);
}

/** After messages were deleted or brought back: tells those whom they name. */
export async function tellPresence(deps: MessageDeps, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return;
  const rows = await deps.store.findNotes(messageIds);
  tellMentions(
    deps.signals,
    rows.map((row) => ({
      channelId: row.channel_id,
      seq: row.seq,
      version: row.version,
      on: row.present,
      authorId: row.author_id,
      accounts: row.accounts,
      roles: row.roles,
      everybody: row.everybody,
    })),
  );
}
