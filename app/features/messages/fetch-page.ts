import type { MessagePage } from '#contract/messages';
import { Refused } from '../../realtime/call-error.ts';
import type { Realtime } from '../../realtime/realtime.ts';

/**
 * The page of a channel that an address names: around its message, or the newest when it names none or one that is
 * gone. Rejects with `Refused` or `Unreachable`.
 */
export async function fetchPage(
  realtime: Realtime,
  channelId: string,
  around: string | undefined,
): Promise<{ page: MessagePage; gone: boolean }> {
  if (around) {
    try {
      return { page: await realtime.call('channel.history', { channelId, around }), gone: false };
    } catch (error) {
      if (!(error instanceof Refused) || error.error.code !== 'NOT_FOUND') throw error;
    }
  }
  return { page: await realtime.call('channel.history', { channelId }), gone: around !== undefined };
}
