import { ShieldHalf, UserRound } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { CommunityDto } from '#contract/communities';
import type { MemberProfile } from '#contract/members';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { placeMenu } from '../../ui/place-menu.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { MemberFacts, MemberHead } from './member-facts.tsx';
import { PersonActions } from '../direct/person-actions.tsx';
import { taskTexts } from './task-texts.tsx';
import { memberAddress } from './address.ts';
import { type MemberTask, tasksFor } from './tasks.ts';

type Loaded = MemberProfile | 'gone' | 'unreachable' | null;

/** Who somebody is in the community and what one may do to them: at the name that was pressed; on a phone from below. */
export default function MemberCard({
  community,
  accountId,
  name,
  anchor,
  onAsk,
  onClose,
}: {
  community: CommunityDto;
  accountId: string;
  name: string;
  anchor: HTMLElement;
  onAsk: (task: MemberTask, profile: MemberProfile) => void;
  onClose: () => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [loaded, setLoaded] = useState<Loaded>(null);

  useEffect(() => {
    const ended = new AbortController();
    fetchProfile(community.id, accountId, ended.signal).then(setLoaded, () => {
      if (!ended.signal.aborted) setLoaded('unreachable');
    });
    return () => ended.abort();
  }, [community, accountId]);

  useLayoutEffect(() => {
    const card = box.current;
    if (!card) return;
    if (!card.matches(':popover-open')) {
      card.showPopover();
      card.focus({ preventScroll: true });
    }
    placeMenu(card, anchor, 'start');
  }, [anchor, loaded]);

  return (
    <div
      ref={box}
      popover="auto"
      role="dialog"
      tabIndex={-1}
      aria-label={m.people_profile({ name: isolate(name) })}
      aria-busy={loaded === null}
      className="menu member-card"
      data-accent={community.colour}
      onToggle={(event) => {
        if (event.newState === 'open') return;
        const lost =
          document.activeElement === document.body || box.current?.contains(document.activeElement);
        if (lost && anchor.isConnected) anchor.focus();
        onClose();
      }}
    >
      {loaded === null && <Skeleton className="h-40" />}
      {loaded === 'unreachable' && <p className="p-2 text-note text-soft">{m.people_unreachable()}</p>}
      {loaded === 'gone' && (
        <div className="grid gap-1 p-2">
          <p className="font-semibold">
            <bdi>{name}</bdi>
          </p>
          <p className="text-note text-soft">{m.people_gone_text()}</p>
        </div>
      )}
      {loaded !== null && typeof loaded === 'object' && (
        <Profile community={community} profile={loaded} onAsk={onAsk} />
      )}
    </div>
  );
}

function Profile({
  community,
  profile,
  onAsk,
}: {
  community: CommunityDto;
  profile: MemberProfile;
  onAsk: (task: MemberTask, profile: MemberProfile) => void;
}) {
  const page = memberAddress(community.id, profile.account.id);
  const tasks = tasksFor(profile);
  const calm = tasks.filter((task) => !taskTexts[task].danger);
  const grave = tasks.filter((task) => taskTexts[task].danger && task !== 'transfer');
  const mayRoles = profile.may.includes('roles');
  const button = (task: MemberTask) => (
    <Link
      key={task}
      to={`${page}?do=${task}`}
      className={`card-act ${taskTexts[task].danger ? 'text-danger' : ''}`}
      onClick={(event) => {
        event.preventDefault();
        onAsk(task, profile);
      }}
    >
      {taskTexts[task].icon}
      {task === 'nickname' ? m.act_nickname_label() : taskTexts[task].label()}
    </Link>
  );
  return (
    <div className="grid gap-3">
      <MemberHead community={community} profile={profile} />
      <MemberFacts community={community} profile={profile} />
      {(calm.length > 0 || grave.length > 0 || mayRoles) && (
        <div className="grid grid-cols-2 gap-1 border-t border-line pt-2">
          {mayRoles && (
            <Link to={`${page}/roles`} className="card-act">
              <ShieldHalf size={16} aria-hidden />
              {m.people_roles()}
            </Link>
          )}
          {calm.map(button)}
          {grave.map(button)}
        </div>
      )}
      <PersonActions account={profile.account} />
      <div className="border-t border-line pt-2">
        <Link to={page} className="card-act">
          <UserRound size={16} aria-hidden />
          {m.people_open_profile()}
        </Link>
      </div>
    </div>
  );
}

async function fetchProfile(communityId: string, accountId: string, signal: AbortSignal): Promise<Loaded> {
  const response = await fetch(`/api/v1/communities/${communityId}/members/${accountId}`, {
    headers: { 'X-Hearth-Client': '1' },
    signal,
  });
  if (response.status === 404) return 'gone';
  if (!response.ok) throw new Error(`Member: ${response.status}`);
  return (await response.json()) as MemberProfile;
}
