import type { CommunityColour } from '#contract/communities';
import type { CommunityTemplate } from '#contract/setup';
import { getLocale } from '#i18n/runtime';
import type { Form } from '../../lib/forms.ts';
import { letterFrom } from './identity-fields.tsx';

/** A community's name, letter and colour; the service settles whether the colour is one of ours. */
export function readIdentity(form: Form) {
  const name = form.text('name');
  return {
    name,
    letter: letterFrom(form.text('letter'), name),
    colour: form.text('colour') as CommunityColour,
  };
}

/** As {@link readIdentity}, with the template that a new community starts from, in the visitor's language. */
export function readNewCommunity(form: Form) {
  return {
    ...readIdentity(form),
    template: form.text('template') as CommunityTemplate,
    language: getLocale(),
  };
}
