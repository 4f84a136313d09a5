import { draftPrefix, emojiPrefix } from './draft-key.ts';
import { openOutboxDb } from './outbox-db.ts';

/**
 * Removes what this browser keeps of people's writing: unsent messages, drafts and the emoji that
 * they use, of every account. For signing out,
 * before the request goes: whoever uses the browser next finds nothing.
 */
export async function clearLocalCopies(): Promise<void> {
  try {
    for (const key of Object.keys(localStorage))
      if (key.startsWith(draftPrefix) || key.startsWith(emojiPrefix) || key.startsWith('recent-'))
        localStorage.removeItem(key);
  } catch {
    // Forbidden: then nothing was kept.
  }
  await (await openOutboxDb()).clear();
}
