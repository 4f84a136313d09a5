import { type ReactNode, useEffect } from 'react';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { useClientState, useOutbox } from '../../realtime/hooks.ts';
import { useConnection } from '../../realtime/live-hooks.ts';
import { withSeen } from '../../realtime/seen-state.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { useConversation } from './conversation-context.ts';

/** Who has read the viewer's last message, under it. Nothing where somebody else had the last word. */
export default function SeenLine(): ReactNode {
  const { channel, viewer } = useConversation();
  const realtime = useRealtime();
  const { status } = useConnection();
  const connected = status === 'connected' || status === 'limited';
  const sending = useOutbox(channel.id).length > 0;
  const last = useClientState((state) => state.logs[channel.id]?.messages.findLast((one) => !one.deletedAt));
  const seen = useClientState((state) => state.seen?.[channel.id]);
  const members = useClientState((state) => state.conversations[channel.id]?.members);

  // What was told while nobody listened is asked for.
  useEffect(() => {
    if (!connected) return;
    realtime.call('channel.seen', { channelId: channel.id }).then(
      ({ seen: told }) => realtime.state.update((state) => withSeen(state, channel.id, told)),
      () => undefined, // The next connection asks again.
    );
  }, [realtime, channel.id, connected]);

  const others = (members ?? []).filter(({ id }) => id !== viewer.id);
  const readers = others.filter(({ id }) => last && (seen?.[id] ?? 0) >= last.seq);
  const shown = !sending && last?.author?.id === viewer.id && readers.length > 0;
  return (
    <p className="min-h-3 truncate px-5.5 pb-1 text-end text-small text-soft empty:pb-0" data-seen>
      {shown && seenSentence(channel.kind === 'direct', readers.length === others.length, readers)}
    </p>
  );
}

function seenSentence(direct: boolean, all: boolean, readers: readonly { displayName: string }[]): string {
  if (direct) return m.chat_seen();
  if (all) return m.chat_seen_all();
  return m.chat_seen_by({ names: readers.map(({ displayName }) => isolate(displayName)).join(', ') });
}
