import type { Reason } from '#contract/roles';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';

const plain = {
  nothing: m.why_nothing,
  owner: m.why_owner,
  hidden: m.why_hidden,
  timeout: m.why_timeout,
  'read-only': m.why_read_only,
};

/** Why somebody may do something or not, as a sentence. */
export function reasonText(reason: Reason): string {
  if (reason.kind === 'role' || reason.kind === 'administrator') {
    const role = isolate(reason.isEveryone ? m.role_everyone() : reason.role);
    if (reason.kind === 'administrator') return m.why_administrator({ role });
    return reason.isEveryone ? m.why_everyone() : m.why_role({ role });
  }
  if (reason.kind !== 'override') return plain[reason.kind]();
  const name = isolate(reason.placeName);
  const place = reason.place === 'channel' ? m.why_place_channel({ name }) : m.why_place_category({ name });
  const allows = reason.effect === 'allow';
  if (reason.holder === 'everyone')
    return allows ? m.why_allow_everyone({ place }) : m.why_deny_everyone({ place });
  if (reason.holder === 'member')
    return allows ? m.why_allow_member({ place }) : m.why_deny_member({ place });
  const role = isolate(reason.name);
  return allows ? m.why_allow_role({ place, role }) : m.why_deny_role({ place, role });
}
