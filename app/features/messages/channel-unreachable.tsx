import { CloudOff } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { m } from '#i18n';
import { sentence } from '../../lib/problems.ts';
import { Refused } from '../../realtime/call-error.ts';
import { useConnection } from '../../realtime/live-hooks.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useConversation } from './conversation-context.ts';
import { fetchPage } from './fetch-page.ts';
import { SkeletonRows } from './list-edges.tsx';

/**
 * In the place of messages that could not be loaded: nothing answered. Loads them on demand, and by itself once there is
 * a connection; the list takes its place then.
 */
export function ChannelUnreachable({ messageId }: { messageId: string | undefined }): ReactNode {
  const realtime = useRealtime();
  const { channel } = useConversation();
  const { status } = useConnection();
  const connected = status === 'connected' || status === 'limited';
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const load = useCallback(async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const { page } = await fetchPage(realtime, channel.id, messageId);
      await realtime.addPage(channel.id, page, 'replace');
    } catch (error) {
      if (error instanceof Refused) setProblem(sentence(error.error));
    }
    setBusy(false);
  }, [realtime, channel.id, messageId]);

  useEffect(() => {
    if (connected) void load();
  }, [connected, load]);

  return (
    <div aria-busy={busy} className="h-full overflow-y-auto">
      {busy && <SkeletonRows />}
      <div role="alert">
        {!busy && (
          <EmptyState
            level="h2"
            icon={<CloudOff size={26} aria-hidden />}
            title={m.chat_channel_unreachable()}
            actions={
              <Button look="primary" onClick={() => void load()}>
                {m.chat_retry()}
              </Button>
            }
          >
            {problem ?? m.chat_channel_unreachable_text()}
          </EmptyState>
        )}
      </div>
    </div>
  );
}
