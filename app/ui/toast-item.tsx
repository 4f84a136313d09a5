import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { m } from '#i18n';
import { cx } from '../lib/cx.ts';
import { IconButton } from './button.tsx';
import type { Toast } from './toast.tsx';

/** How long a notice stays, in milliseconds; the clock stands still while it is pointed at or focused. */
const stays = 8_000;

/** One notice. At hand with the page: what it tells of may be that nothing more can be fetched. */
export function ToastItem({ toast, onGone }: { toast: Toast; onGone: (id: number) => void }) {
  const [held, setHeld] = useState(false);

  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => onGone(toast.id), toast.stays ?? stays);
    return () => clearTimeout(timer);
  }, [held, toast, onGone]);

  return (
    <div
      className="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <p className={cx('flex-1', toast.kind === 'danger' && 'text-danger')}>{toast.text}</p>
      {toast.action && (
        <button
          type="button"
          className="min-h-8 rounded-s px-2 py-1 font-semibold text-accent-strong hover:bg-hover pointer-coarse:min-h-11"
          onClick={() => {
            toast.action?.run();
            onGone(toast.id);
          }}
        >
          {toast.action.label}
        </button>
      )}
      <IconButton label={m.ui_close()} onClick={() => onGone(toast.id)}>
        <X size={16} />
      </IconButton>
    </div>
  );
}
