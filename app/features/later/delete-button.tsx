import { type ReactNode, useState } from 'react';
import { useSubmit } from 'react-router';
import { m } from '#i18n';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';

/** Deletes a scheduled message after a question; without JavaScript, at once. Belongs into a form. */
export function DeleteButton({ intent }: { intent: string }): ReactNode {
  const [asking, setAsking] = useState(false);
  const submit = useSubmit();
  return (
    <>
      <SubmitButton
        look="quiet-danger"
        className="-me-3 px-3"
        intent={intent}
        onClick={(event) => {
          event.preventDefault();
          setAsking(true);
        }}
      >
        {m.later_delete()}
      </SubmitButton>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          void submit({ intent }, { method: 'post', preventScrollReset: true });
        }}
        title={m.later_delete_title()}
        confirm={m.later_delete()}
      >
        {m.later_delete_text()}
      </ConfirmDialog>
    </>
  );
}
