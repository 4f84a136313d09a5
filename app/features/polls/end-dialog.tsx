import type { ReactNode } from 'react';
import { m } from '#i18n';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** Asks before a poll is ended: that cannot be taken back. */
export default function EndDialog({ onEnd, onClose }: { onEnd: () => void; onClose: () => void }): ReactNode {
  return (
    <Dialog open onClose={onClose} title={m.poll_end_title()} description={m.poll_end_note()}>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{m.ui_cancel()}</Button>
        <Button
          look="primary"
          onClick={() => {
            onEnd();
            onClose();
          }}
        >
          {m.poll_end()}
        </Button>
      </div>
    </Dialog>
  );
}
