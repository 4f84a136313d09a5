import { type ReactNode, Suspense, lazy, useEffect } from 'react';

const load = () => import('./dialog-window.tsx');
const DialogWindow = lazy(load);

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  /** One sentence below the title. */
  description?: ReactNode;
  /** The colour of the place that it belongs to. */
  accent?: string | undefined;
  children: ReactNode;
}

/**
 * A window over the page that holds the focus until it is closed. Its machinery is fetched when the page has come to
 * rest, and at the latest when the first one opens.
 */
export function Dialog(props: DialogProps) {
  useEffect(() => {
    const idle = window.requestIdleCallback?.(() => void load());
    return () => {
      if (idle !== undefined) window.cancelIdleCallback(idle);
    };
  }, []);
  if (!props.open) return null;
  return (
    <Suspense>
      <DialogWindow {...props} />
    </Suspense>
  );
}
