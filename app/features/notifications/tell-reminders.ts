import type { InboxItem } from '#contract/notifications';
import { m } from '#i18n';
import type { Realtime } from '../../realtime/realtime.ts';
import { nameIn } from '../messages/mention-names.ts';
import { timesFor } from '../messages/times.ts';
import { toTyped } from '../messages/typed-mentions.ts';
import { inboxAddress, inboxTitle } from './inbox-texts.ts';
import { raiseNotice } from './raise-notice.ts';

/** The reminders among the latest `count` news that nobody has looked at. */
export async function latestReminders(realtime: Realtime, count: number): Promise<InboxItem[]> {
  const page = await realtime.call('inbox.list', { filter: 'unread' }).catch(() => undefined);
  // What names somebody is news of its channel, and not counted here.
  const counted = (page?.items ?? []).filter(({ kind }) => !['mention', 'reply', 'reaction'].includes(kind));
  return counted.slice(0, count).filter(({ kind }) => kind === 'reminder');
}

/** Shows a notice for each. */
export function showReminders(
  realtime: Realtime,
  reminders: readonly InboxItem[],
  navigate: (address: string) => void,
): void {
  const state = realtime.state.get();
  const { previews } = state.notifications.preferences;
  for (const item of reminders) {
    const placeId = item.community?.id ?? item.channel?.id ?? '';
    raiseNotice(
      {
        title: previews ? inboxTitle(item, timesFor().time) : m.notice_hidden(),
        body: previews ? toTyped(placeId, item.text, nameIn(state, placeId, item.mentioned)) : '',
        tag: item.id,
        address: inboxAddress(item) ?? '/inbox',
      },
      navigate,
    );
  }
}
