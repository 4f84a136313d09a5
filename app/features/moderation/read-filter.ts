import { type FilterAction, type FilterKind, type LinkMode, filterKinds } from '#contract/filters';
import type { Form } from '../../lib/forms.ts';

/** A rule's fields as its form has them; the service settles whether they are right. */
export function readFilter(form: Form) {
  const idsOf = (prefix: string) =>
    Object.keys(form.values).flatMap((name) => (name.startsWith(prefix) ? name.slice(prefix.length) : []));
  return {
    name: form.text('name'),
    action: form.text('action') as FilterAction,
    mode: (form.optional('mode') ?? 'all') as LinkMode,
    patterns: form
      .text('patterns')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    leet: form.checked('leet'),
    mentionMax: form.checked('mentionMax') ? (form.number('mentionMax') ?? Number.NaN) : 5,
    notice: form.text('notice'),
    exemptRoleIds: idsOf('role:'),
    exemptChannelIds: idsOf('channel:'),
    enabled: form.checked('enabled'),
  };
}

/** The kind that an address or a form names; words when it is none of ours. */
export const readKind = (text: string | null): FilterKind =>
  filterKinds.find((kind) => kind === text) ?? 'words';
