import * as Radix from '@radix-ui/react-dialog';
import type { ReactNode } from 'react';
import './finder.css';

/** Over the page, at its top: a field, and below it what is found. On a phone all of the screen. */
export function FinderWindow({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Radix.Root open onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="dialog-scrim" />
        <Radix.Content className="finder" aria-describedby={undefined}>
          <Radix.Title className="sr-only">{title}</Radix.Title>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
