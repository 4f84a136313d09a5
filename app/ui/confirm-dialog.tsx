import type { ReactNode } from 'react';
import { m } from '#i18n';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

/** Asks before something that cannot be undone. The safe answer has the focus. */
export function ConfirmDialog({
  open,
  onClose,
  onConfirm,
  title,
  confirm,
  busy = false,
  accent,
  children,
}: {
  open: boolean;
  onClose: () => void;
  onConfirm: () => void;
  title: ReactNode;
  /** The verb on the button: "Delete channel". */
  confirm: ReactNode;
  busy?: boolean;
  accent?: string;
  children: ReactNode;
}) {
  return (
    <Dialog open={open} onClose={onClose} title={title} accent={accent} description={children}>
      <div className="flex flex-wrap justify-end gap-2">
        <Button autoFocus onClick={onClose}>
          {m.ui_cancel()}
        </Button>
        <Button look="danger" busy={busy} onClick={onConfirm}>
          {confirm}
        </Button>
      </div>
    </Dialog>
  );
}
