import { type ReactNode, Suspense, lazy } from 'react';

const DialogWindow = lazy(() => import('./dialog-window.tsx'));

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
 * A window over the page that holds the focus until it is closed. Its machinery is fetched when
 * the first one opens.
 */
export function Dialog(props: DialogProps) {
  if (!props.open) return null;
  return (
    <Suspense>
      <DialogWindow {...props} />
    </Suspense>
  );
}
