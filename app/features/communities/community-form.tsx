import { Form } from 'react-router';
import type { FormState } from '../../lib/form-state.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { IdentityFields } from './identity-fields.tsx';
import { TemplateCards } from './template-cards.tsx';

/** Everything a new community needs. Posts `intent=community` to the page it stands on. */
export function CommunityForm({ form, submit }: { form: FormState; submit: string }) {
  return (
    <Form method="post" noValidate ref={form.ref} className="grid gap-6">
      <FormMessage>{form.message}</FormMessage>
      <IdentityFields form={form} />
      <TemplateCards defaultValue={form.value('template')} />
      <SubmitButton intent="community" wide>
        {submit}
      </SubmitButton>
    </Form>
  );
}
