import type { ChannelKind, SlowMode } from '#contract/channels';
import type { Form } from '../../lib/forms.ts';

/** A channel's fields as its form has them; the service settles whether they are right. */
export const readChannel = (form: Form) => ({
  name: form.text('name'),
  topic: form.text('topic'),
  ...(form.checked('kind') && { kind: form.text('kind') as ChannelKind }),
  ...readSlowMode(form),
});

/** Left as it is when the form says nothing of it. */
const readSlowMode = (form: Form) =>
  form.checked('slowMode') ? { slowMode: form.number('slowMode') as SlowMode } : {};
