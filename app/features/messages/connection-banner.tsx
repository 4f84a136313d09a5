import { CloudOff, RefreshCw, Turtle } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { m } from '#i18n';
import type { ConnectionStatus } from '../../realtime/connection.ts';
import { useConnection } from '../../realtime/live-hooks.ts';

/** Milliseconds that a state has to last before it is worth a word: most interruptions are over sooner. */
const patience: Record<ConnectionStatus, number> = {
  connected: 0,
  connecting: 2500,
  limited: 5000,
  offline: 600,
};

/** Says how the connection is when it is not good, and what waits for it. */
export function ConnectionBanner(): ReactNode {
  const { status, waiting } = useConnection();
  const shown = useLasting(status);
  return (
    <div role="status" className="px-3 tablet:px-5">
      {shown !== 'connected' && shown === status && (
        <p className="mb-1.5 flex items-center gap-2.5 rounded-m bg-mention px-3.5 py-1.5 text-note">
          {icons[shown]}
          {textOf(shown, waiting)}
        </p>
      )}
    </div>
  );
}

const icons = {
  connecting: <RefreshCw size={16} className="flex-none animate-spin" aria-hidden />,
  limited: <Turtle size={16} className="flex-none" aria-hidden />,
  offline: <CloudOff size={16} className="flex-none" aria-hidden />,
};

function textOf(status: Exclude<ConnectionStatus, 'connected'>, waiting: number): string {
  if (status === 'connecting') return m.chat_connecting();
  if (status === 'limited') return m.chat_limited();
  return waiting > 0 ? m.chat_offline_waiting({ count: waiting }) : m.chat_offline();
}

/** The status once it has lasted as long as it must to be shown. */
function useLasting(status: ConnectionStatus): ConnectionStatus {
  const [lasting, setLasting] = useState<ConnectionStatus>('connected');
  useEffect(() => {
    const timer = setTimeout(() => setLasting(status), patience[status]);
    return () => clearTimeout(timer);
  }, [status]);
  return lasting;
}
