import { X } from 'lucide-react';
import {
  type ReactNode,
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { m } from '#i18n';
import { IconButton } from './button.tsx';

/** How long a notice stays, in milliseconds; the clock stands still while it is pointed at or focused. */
const stays = 8_000;
const shownAtOnce = 3;

export interface ToastOptions {
  kind?: 'info' | 'danger';
  /** One thing to do about it, such as undo; the notice goes away with it. */
  action?: { label: string; run: () => void };
  /** Milliseconds; 8,000 unless told. */
  stays?: number;
}

interface Toast extends ToastOptions {
  id: number;
  text: string;
}

type Show = (text: string, options?: ToastOptions) => void;

const ToastContext = createContext<Show>(() => undefined);

/** Shows a short notice at the edge of the window, and reads it out. At most three stand at once; the oldest goes. */
export function useToast(): Show {
  return useContext(ToastContext);
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const last = useRef(0);

  const show = useCallback<Show>((text, options = {}) => {
    last.current += 1;
    const toast = { ...options, id: last.current, text };
    setToasts((now) => [...now, toast].slice(-shownAtOnce));
  }, []);

  const drop = useCallback((id: number) => setToasts((now) => now.filter((toast) => toast.id !== id)), []);
  const list = useMemo(
    () => toasts.map((toast) => <ToastItem key={toast.id} toast={toast} onGone={drop} />),
    [toasts, drop],
  );

  return (
    <ToastContext value={show}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {list}
      </div>
    </ToastContext>
  );
}

function ToastItem({ toast, onGone }: { toast: Toast; onGone: (id: number) => void }) {
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
      <p className={toast.kind === 'danger' ? 'flex-1 text-danger' : 'flex-1'}>{toast.text}</p>
      {toast.action && (
        <button
          type="button"
          className="rounded-s px-2 py-1 font-semibold text-accent-strong hover:bg-hover"
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
