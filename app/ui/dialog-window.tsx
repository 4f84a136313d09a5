import * as Radix from '@radix-ui/react-dialog';
import { X } from 'lucide-react';
import { m } from '#i18n';
import { iconClass } from './button.tsx';
import type { DialogProps } from './dialog.tsx';

export default function DialogWindow({ open, onClose, title, description, accent, children }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="dialog-scrim" />
        <Radix.Content
          className="dialog"
          data-accent={accent}
          {...(!description && { 'aria-describedby': undefined })}
        >
          <header className="mb-4 flex items-start gap-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-lead font-semibold">{title}</Radix.Title>
              {description && (
                <Radix.Description className="mt-1 text-note text-soft">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close
              aria-label={m.ui_close()}
              title={m.ui_close()}
              className={`${iconClass} -me-1.5 -mt-1`}
            >
              <X size={18} />
            </Radix.Close>
          </header>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
