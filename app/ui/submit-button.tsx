import type { ComponentProps } from 'react';
import { useNavigation } from 'react-router';
import { Button } from './button.tsx';

/**
 * The button that sends a page's form: busy from the click until the next page (or the errors) is there. Where a page
 * has several forms, `intent` tells this button's apart.
 */
export function SubmitButton({ intent, ...rest }: ComponentProps<typeof Button> & { intent?: string }) {
  const navigation = useNavigation();
  const sent = navigation.formMethod === 'POST' ? navigation.formData : undefined;
  const busy = sent !== undefined && (intent === undefined || sent.get('intent') === intent);
  return (
    <Button
      type="submit"
      look="primary"
      busy={busy}
      {...(intent && { name: 'intent', value: intent })}
      {...rest}
    />
  );
}
