import type { InviteDto } from '#contract/invites';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { relativeTime } from '../../lib/dates.ts';

/** When an invite ends or how it ended, in the visitor's language. */
export function endOf(invite: InviteDto, now: number): string {
  const { expiresAt, revokedAt, maxUses, uses } = invite;
  if (revokedAt) return m.invite_is_revoked({ when: relativeTime(revokedAt, now) });
  if (!invite.isOpen && maxUses !== null && uses >= maxUses) return m.invite_used_up();
  if (!expiresAt) return m.invite_never_expires();
  const when = relativeTime(expiresAt, now);
  return invite.isOpen ? m.invite_expires({ when }) : m.invite_has_expired({ when });
}

/** What there is to know about an invite, in a line. */
export function factsOf(invite: InviteDto, now: number): string {
  return [
    endOf(invite, now),
    usesOf(invite),
    invite.channel && m.invite_to_channel({ name: isolate(invite.channel.name) }),
    invite.role && m.invite_with_role({ name: isolate(invite.role.name) }),
    invite.createdBy && m.invite_by({ name: isolate(invite.createdBy) }),
  ]
    .filter(Boolean)
    .join(' · ');
}

function usesOf({ uses, maxUses }: InviteDto): string {
  if (maxUses !== null) return m.invite_used_of({ count: uses, max: maxUses });
  return uses === 0 ? m.invite_unused() : m.invite_used({ count: uses });
}
