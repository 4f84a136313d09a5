import type { ReplyDto } from '#contract/messages';
import { draftPrefix } from '../../realtime/draft-key.ts';

/** What is half written in a channel. */
export interface Draft {
  body: string;
  replyTo: ReplyDto | null;
}

function keyOf(accountId: string, channelId: string): string {
  return `${draftPrefix}${accountId}:${channelId}`;
}

/** The draft of a channel, kept in this browser. */
export function readDraft(accountId: string, channelId: string): Draft | null {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(accountId, channelId)) ?? 'null');
    if (typeof stored !== 'object' || stored === null || !('body' in stored)) return null;
    const { body, replyTo } = stored as Draft;
    return typeof body === 'string' ? { body, replyTo: replyTo ?? null } : null;
  } catch {
    return null;
  }
}

/** Keeps a draft; an empty one is removed. A browser that keeps nothing is no reason to fail. */
export function writeDraft(accountId: string, channelId: string, draft: Draft): void {
  try {
    const key = keyOf(accountId, channelId);
    if (draft.body.trim() === '' && !draft.replyTo) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // Full, or forbidden.
  }
}
