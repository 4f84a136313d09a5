import { Clock, Crown, ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CommunityDto } from '#contract/communities';
import type { MemberOrigin, MemberProfile } from '#contract/members';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { preferredLocale } from '../../lib/preferred-locale.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { memberAccent, shownName } from './names.ts';
import { RoleChips } from './role-chips.tsx';

export const shortDate = (iso: string): string =>
  new Intl.DateTimeFormat(preferredLocale(), { dateStyle: 'medium' }).format(new Date(iso));

/** A day and a time; of the visitor's zone once the page lives. */
export const moment = (iso: string): string =>
  new Intl.DateTimeFormat(preferredLocale(), { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(iso),
  );

/** Who it is: picture, names, and what sets them apart. */
export function MemberHead({
  community,
  profile: { account, member, isAdmin },
  level: Heading = 'p',
}: {
  community: CommunityDto;
  profile: MemberProfile;
  level?: 'p' | 'h2';
}) {
  const name = shownName({ ...account, nickname: member?.nickname });
  const accent = member ? memberAccent(community.roles, member.roleIds) : undefined;
  return (
    <div className="flex items-start gap-3.5">
      <Avatar id={account.id} name={name} size="huge" />
      <div className="min-w-0 flex-1 pt-0.5">
        <Heading
          className={`text-lead font-semibold ${accent ? 'text-accent-strong' : ''}`}
          {...(accent && { 'data-accent': accent })}
        >
          <bdi className="wrap-anywhere">{name}</bdi>
        </Heading>
        <p className="text-note break-words text-soft">
          {name !== account.displayName && (
            <>
              <bdi>{account.displayName}</bdi> ·{' '}
            </>
          )}
          <bdi>{account.username}</bdi>
        </p>
        <div className="mt-1.5 grid gap-1">
          {member?.isOwner && <Mark icon={<Crown size={14} aria-hidden />}>{m.people_owner()}</Mark>}
          {isAdmin && <Mark icon={<ShieldCheck size={14} aria-hidden />}>{m.people_host()}</Mark>}
          {member?.timeoutUntil && (
            <Mark icon={<Clock size={14} aria-hidden />}>
              <span suppressHydrationWarning>
                {m.people_timed_out_until({ when: moment(member.timeoutUntil) })}
              </span>
            </Mark>
          )}
          {!member && <p className="text-small text-soft">{m.people_gone()}</p>}
        </div>
      </div>
    </div>
  );
}

function Mark({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <p className="flex items-center gap-1.5 text-small text-soft">
      <span className="flex-none text-accent-strong">{icon}</span>
      {children}
    </p>
  );
}

/** Roles, and since when. */
export function MemberFacts({ community, profile }: { community: CommunityDto; profile: MemberProfile }) {
  const { member, since, record } = profile;
  const origin = originText(record?.origin ?? null);
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-2.5 text-note">
      {member && (
        <Fact name={m.people_roles()} wide>
          <RoleChips roles={community.roles} roleIds={member.roleIds} />
        </Fact>
      )}
      {member && (
        <Fact name={m.people_joined()}>
          <time dateTime={member.joinedAt} suppressHydrationWarning>
            {shortDate(member.joinedAt)}
          </time>
        </Fact>
      )}
      <Fact name={m.people_since()}>
        <time dateTime={since} suppressHydrationWarning>
          {shortDate(since)}
        </time>
      </Fact>
      {origin && (
        <Fact name={m.people_came_by()} wide>
          {origin}
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, wide = false, children }: { name: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={`grid content-start gap-0.5 ${wide ? 'col-span-2' : ''}`}>
      <dt className="text-small text-faint">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}

/** By which invite somebody came: its label or code, and whose it was. Null when by none. */
export function originText(origin: MemberOrigin | null): string | null {
  if (!origin) return null;
  const which = origin.label || (origin.code ? m.people_invite_code({ code: origin.code }) : undefined);
  const whose = origin.by ? m.people_invite_of({ name: isolate(origin.by) }) : undefined;
  if (which && whose) return `${isolate(which)} · ${whose}`;
  return which ? isolate(which) : (whose ?? m.people_invite_unknown());
}
