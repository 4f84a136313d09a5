import type { NavigateFunction } from 'react-router';
import { m } from '#i18n';
import type { Realtime } from '../../realtime/realtime.ts';
import type { ToastOptions } from '../../ui/toast.tsx';
import type { Actions } from '../messages/conversation-context.ts';
import { timesFor } from '../messages/times.ts';
import { whenText } from './when-text.ts';

interface Parts {
  realtime: Realtime;
  toast(text: string, options?: ToastOptions): void;
  navigate: NavigateFunction;
  attempt(work: () => Promise<void>): Promise<void>;
}

/** Keeping messages for oneself. */
export function createLaterActions({
  realtime,
  toast,
  navigate,
  attempt,
}: Parts): Pick<Actions, 'save' | 'unsave'> {
  const show = { action: { label: m.later_show(), run: () => void navigate('/saved') } };
  return {
    save: ({ id }, remindAt) =>
      attempt(async () => {
        await realtime.call('saved.save', { messageId: id, ...(remindAt !== undefined && { remindAt }) });
        if (!remindAt)
          return toast(remindAt === null ? m.later_remind_cleared() : m.later_saved_done(), show);
        toast(m.later_remind_done({ time: whenText(remindAt, Date.now(), timesFor()) }), show);
      }),
    unsave: ({ id }) =>
      attempt(async () => {
        await realtime.call('saved.remove', { messageId: id });
        toast(m.later_unsaved_done());
      }),
  };
}
