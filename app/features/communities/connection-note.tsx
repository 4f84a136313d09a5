import { CloudOff } from 'lucide-react';
import { m } from '#i18n';
import { useConnection } from '../../realtime/hooks.ts';

/** Says when messages do not flow, and that what was written waits. Nothing while all is well. */
export function ConnectionNote() {
  const { status, settled, waiting } = useConnection();
  const quiet = status === 'connected' || !settled;
  return (
    <div
      role="status"
      className={
        quiet
          ? undefined
          : 'mx-2 mb-1 flex items-center gap-2.5 rounded-m bg-raised px-3 py-2 text-small text-soft shadow-low'
      }
    >
      {!quiet && (
        <>
          <CloudOff size={16} className="flex-none" aria-hidden />
          <span>
            {status === 'offline'
              ? m.connection_offline()
              : status === 'limited'
                ? m.connection_limited()
                : m.connection_connecting()}
            {waiting > 0 && ` ${m.connection_waiting({ count: waiting })}`}
          </span>
        </>
      )}
    </div>
  );
}
