import type { ReactNode } from 'react';
import { ChevronDown } from 'lucide-react';
import { Form } from 'react-router';
import { m } from '#i18n';
import { TextField } from '../../ui/field.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';

export const summaryClass =
  'flex min-h-11 cursor-pointer items-center justify-between gap-3 rounded-m px-3.5 py-2.5 font-medium hover:bg-hover';

/** Says that there is more below, and which way it folds. */
export const Chevron = () => (
  <ChevronDown
    size={17}
    aria-hidden
    className="flex-none text-soft transition-transform group-open:rotate-180"
  />
);

/**
 * An act with consequences, behind a question: folded up until somebody opens it, then it says what will happen, asks
 * for a reason if it should, and does it. Works without JavaScript.
 */
export function AskFirst({
  title,
  text,
  intent,
  act,
  danger = false,
  withReason = false,
  children,
}: {
  title: string;
  text: ReactNode;
  intent: string;
  /** The verb on the button. */
  act: string;
  danger?: boolean;
  withReason?: boolean;
  children?: ReactNode;
}) {
  return (
    <details className="group rounded-m bg-panel">
      <summary className={summaryClass}>
        {title}
        <Chevron />
      </summary>
      <Form method="post" className="grid gap-4 px-3.5 pt-1 pb-4">
        <p className="text-note text-soft">{text}</p>
        {children}
        {withReason && (
          <TextField name="reason" label={m.admin_reason()} optional={m.ui_optional()} maxLength={512} />
        )}
        <div>
          <SubmitButton look={danger ? 'danger' : 'primary'} intent={intent}>
            {act}
          </SubmitButton>
        </div>
      </Form>
    </details>
  );
}
