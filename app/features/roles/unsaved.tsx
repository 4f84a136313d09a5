import { type RefObject, useEffect, useState } from 'react';
import { useBlocker } from 'react-router';
import { m } from '#i18n';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';

/** What a form would send now, to be compared. */
function snapshot(form: HTMLFormElement): string {
  return JSON.stringify(
    [...new FormData(form)]
      .filter(([name]) => name !== 'intent')
      .map(([name, value]) => [name, typeof value === 'string' ? value : '']),
  );
}

/**
 * Whether the form differs from when it was last saved (`version` changes then). While it does, leaving asks first:
 * within the app in a window of ours, elsewhere in the browser's.
 */
export function useUnsaved(form: RefObject<HTMLFormElement | null>, version: unknown) {
  const [isChanged, setChanged] = useState(false);
  useEffect(() => {
    const element = form.current;
    if (!element) return;
    const before = snapshot(element);
    setChanged(false);
    const look = () => setChanged(snapshot(element) !== before);
    // A reset comes before the fields have their values back.
    const lookLater = () => void setTimeout(look);
    element.addEventListener('input', look);
    element.addEventListener('reset', lookLater);
    return () => {
      element.removeEventListener('input', look);
      element.removeEventListener('reset', lookLater);
    };
  }, [form, version]);

  useEffect(() => {
    if (!isChanged) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isChanged]);

  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isChanged && currentLocation.pathname !== nextLocation.pathname,
  );
  const question = (
    <ConfirmDialog
      open={blocker.state === 'blocked'}
      onClose={() => blocker.reset?.()}
      onConfirm={() => blocker.proceed?.()}
      title={m.role_leave_title()}
      confirm={m.role_leave()}
    >
      {m.role_leave_text()}
    </ConfirmDialog>
  );
  return { isChanged, question };
}
