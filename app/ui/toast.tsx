import { type ReactNode, createContext, use, useCallback, useRef, useState } from 'react';
import { ToastItem } from './toast-item.tsx';

const shownAtOnce = 3;

export interface ToastOptions {
  kind?: 'info' | 'danger';
  /** One thing to do about it, such as undo; the notice goes away with it. */
  action?: { label: string; run: () => void };
  /** Milliseconds; 8,000 unless told. */
  stays?: number;
}

export interface Toast extends ToastOptions {
  id: number;
  text: string;
}

type Show = (text: string, options?: ToastOptions) => void;

const ToastContext = createContext<Show>(() => undefined);

/** Shows a short notice at the edge of the window, and reads it out. At most three stand at once; the oldest goes. */
export function useToast(): Show {
  return use(ToastContext);
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

  return (
    <ToastContext value={show}>
      {children}
      {/* There before its first notice: a screen reader only hears what changes in it. */}
      <div className="toasts" role="status" aria-live="polite">
        {toasts.map((toast) => (
          <ToastItem key={toast.id} toast={toast} onGone={drop} />
        ))}
      </div>
    </ToastContext>
  );
}
