import type { SocketCommands } from '#contract/protocol';
import { m } from '#i18n';
import { sentence } from '../../lib/problems.ts';
import { Refused } from '../../realtime/call-error.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { useToast } from '../../ui/toast.tsx';

/** Chooses what one hears of a place. The answer comes as an event, to every window. */
export function useChoose(): (choice: SocketCommands['notifications.place']['input']) => void {
  const realtime = useRealtime();
  const toast = useToast();
  return (choice) =>
    void realtime.call('notifications.place', choice).catch((error: unknown) => {
      const text = error instanceof Refused ? sentence(error.error) : m.chat_unreachable();
      toast(text, { kind: 'danger' });
    });
}
