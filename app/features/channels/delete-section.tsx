import type { MouseEvent } from 'react';
import { Form, useSearchParams } from 'react-router';
import { m } from '#i18n';
import { ButtonLink } from '../../ui/button.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { SettingsSection } from '../settings/settings-frame.tsx';

/**
 * The end of a channel's or category's page: deleting it, after a question. With JavaScript `onAsk` may ask in a window;
 * without, the page comes back with `?delete` and asks here.
 */
export function DeleteSection({
  title,
  question,
  text,
  onAsk,
}: {
  title: string;
  question: string;
  text: string;
  onAsk: (event: MouseEvent) => void;
}) {
  const [query] = useSearchParams();
  if (!query.has('delete')) {
    return (
      <SettingsSection title={title} note={text}>
        <ButtonLink to="?delete" look="danger" preventScrollReset onClick={onAsk}>
          {title}
        </ButtonLink>
      </SettingsSection>
    );
  }
  return (
    <SettingsSection title={question} note={text}>
      <Form method="post" className="flex flex-wrap gap-2">
        <ButtonLink to="?" preventScrollReset>
          {m.ui_cancel()}
        </ButtonLink>
        <SubmitButton look="danger" intent="delete">
          {title}
        </SubmitButton>
      </Form>
    </SettingsSection>
  );
}
