import { Clock, Crown } from 'lucide-react';
import type { MemberDto, MemberGroup } from '#contract/communities';
import type { RoleDto } from '#contract/permissions';
import { m } from '#i18n';
import { usePresence } from '../../realtime/use-presence.ts';
import { PresenceAvatar } from '../presence/presence-avatar.tsx';
import { PresenceText } from '../presence/presence-text.tsx';
import { StatusLine } from '../presence/status-line.tsx';
import { useMemberCards } from './cards-context.ts';
import { accentOf, memberAccent, shownName } from './names.ts';
import { memberAddress } from './address.ts';

/** A member in a list, 44 px high: leads to their page, or opens their card. */
export function MemberRow({
  communityId,
  roles,
  member,
}: {
  communityId: string;
  roles: readonly RoleDto[];
  member: MemberDto;
}) {
  const { open, preload } = useMemberCards();
  const { account, nickname, isOwner, timeoutUntil } = member;
  const name = shownName({ ...account, nickname });
  const presence = usePresence(account.id);
  const isOffline = presence?.state === 'offline';
  const accent = isOffline ? undefined : memberAccent(roles, member.roleIds);
  return (
    <a
      href={memberAddress(communityId, account.id)}
      className="flex h-11 items-center gap-2.5 rounded-[9px] px-2 hover:bg-hover"
      onClick={open(account.id, name)}
      onPointerEnter={preload}
      onFocus={preload}
    >
      <PresenceAvatar id={account.id} name={name} size="medium" state={presence?.state} />
      <span className="min-w-0 flex-1">
        <bdi
          className={`name leading-tight font-medium ${accent ? 'text-accent-strong' : isOffline ? 'text-faint' : ''}`}
          title={name}
          {...(accent && { 'data-accent': accent })}
        >
          {name}
        </bdi>
        {presence?.status ? (
          <StatusLine status={presence.status} className="name text-small leading-tight text-soft" />
        ) : (
          account.username !== name && (
            <bdi className="name text-small leading-tight text-faint">{account.username}</bdi>
          )
        )}
      </span>
      <PresenceText state={presence?.state} />
      {timeoutUntil && (
        <span className="flex-none text-faint" title={m.people_timed_out()}>
          <Clock size={15} aria-hidden />
          <span className="sr-only">{m.people_timed_out()}</span>
        </span>
      )}
      {isOwner && (
        <span className="flex-none text-accent-strong" title={m.people_owner()}>
          <Crown size={15} aria-hidden />
          <span className="sr-only">{m.people_owner()}</span>
        </span>
      )}
    </a>
  );
}

/** The line above a group, 34 px high. */
export function GroupTitle({ roles, group }: { roles: readonly RoleDto[]; group: MemberGroup }) {
  const role = roles.find(({ id }) => id === group.roleId);
  const accent = accentOf(role);
  return (
    <h2 className="flex h-[34px] items-end gap-1.5 px-2 pb-1 text-small font-medium text-faint">
      {role?.icon && <span aria-hidden>{role.icon}</span>}
      {role ? (
        <bdi
          className={`name ${accent ? 'text-accent-strong' : ''}`}
          {...(accent && { 'data-accent': accent })}
        >
          {m.people_group({ name: role.name, count: group.count })}
        </bdi>
      ) : (
        m.members_group({ count: group.count })
      )}
    </h2>
  );
}
