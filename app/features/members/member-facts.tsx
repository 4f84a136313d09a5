import { Clock, Crown, ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CommunityDto } from '#contract/communities';
import type { MemberOrigin, MemberProfile } from '#contract/members';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { preferredLocale } from '../../lib/preferred-locale.ts';
import { usePresence } from '../../realtime/use-presence.ts';
import { PresenceAvatar } from '../presence/presence-avatar.tsx';
import { PresenceText } from '../presence/presence-text.tsx';
import { StatusLine } from '../presence/status-line.tsx';
import { Bio } from '../profiles/bio.tsx';
import { LocalTime } from '../profiles/local-time.tsx';
import { MutualCommunities } from '../profiles/mutual-communities.tsx';
import { memberAccent, shownName } from './names.ts';
import { RoleChips } from './role-chips.tsx';

export const shortDate = (iso: string): string =>
  new Intl.DateTimeFormat(preferredLocale(), { dateStyle: 'medium' }).format(new Date(iso));

/** A day and a time; of the visitor's zone once the page lives. */
export const moment = (iso: string): string =>
  new Intl.DateTimeFormat(preferredLocale(), { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(iso),
  );

/** Who it is: picture, names, how they are, and what sets them apart. */
export function MemberHead({
  community,
  profile: { account, member, isAdmin, about },
  level: Heading = 'p',
  on,
}: {
  community: CommunityDto;
  profile: MemberProfile;
  level?: 'p' | 'h2';
  /** The surface behind it. */
  on: 'raised' | 'panel';
}) {
  const name = shownName({ ...account, nickname: member?.nickname });
  // As it was when the profile was asked for, until it is followed.
  const presence = usePresence(account.id) ?? about?.presence;
  const accent = member ? memberAccent(community.roles, member.roleIds) : undefined;
  return (
    <div className="flex items-start gap-3.5">
      <PresenceAvatar
        id={account.id}
        name={name}
        size="huge"
        on={on}
        showsOffline
        state={about ? presence?.state : undefined}
      />
      <div className="min-w-0 flex-1 pt-0.5">
        <Heading
          className={`text-lead font-semibold ${accent ? 'text-accent-strong' : ''}`}
          {...(accent && { 'data-accent': accent })}
        >
          <bdi className="wrap-anywhere">{name}</bdi>
          {about && <PresenceText state={presence?.state} />}
        </Heading>
        <p className="text-note break-words text-soft">
          {name !== account.displayName && (
            <>
              <bdi>{account.displayName}</bdi> ·{' '}
            </>
          )}
          <bdi>{account.username}</bdi>
          {about?.pronouns && (
            <>
              {' '}
              · <bdi>{about.pronouns}</bdi>
            </>
          )}
        </p>
        {about && presence?.status && (
          <p className="mt-1 text-note wrap-anywhere">
            <StatusLine status={presence.status} />
          </p>
        )}
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

/** What they say about themselves, their roles, and since when they are here. */
export function MemberFacts({ community, profile }: { community: CommunityDto; profile: MemberProfile }) {
  const { about, member, since, record } = profile;
  const origin = originText(record?.origin ?? null);
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-2.5 text-note">
      {about?.bio && (
        <Fact name={m.profile_bio()} wide>
          <Bio profile={about} />
        </Fact>
      )}
      {about?.timeZone && (
        <Fact name={m.profile_local_time()} wide>
          <LocalTime timeZone={about.timeZone} />
        </Fact>
      )}
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
      {about && about.mutual.length > 1 && (
        <Fact name={m.profile_mutual()} wide>
          <MutualCommunities communities={about.mutual} />
        </Fact>
      )}
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
