import type { ReactNode } from 'react';
import { lazyPart } from './lazy-part.tsx';

const DialogWindow = lazyPart(() => import('./dialog-window.tsx'));

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
  return props.open ? <DialogWindow {...props} /> : null;
}
