import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useLocation } from 'react-router';
import type { CommunityDto } from '#contract/communities';
import type { MemberProfile } from '#contract/members';
import { type Cards, CardsContext } from './cards-context.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';
import type { MemberTask } from './tasks.ts';

interface Shown {
  accountId: string;
  /** As the link called them. */
  name: string;
  anchor: HTMLElement;
}

const MemberCard = lazyPart(() => import('./member-card.tsx'));
const MemberDialog = lazyPart(() => import('./member-dialog.tsx'));

/** Holds the one card of a member that is open, and the one window that asks. */
export function MemberCards({ community, children }: { community: CommunityDto; children: ReactNode }) {
  const [card, setCard] = useState<Shown | null>(null);
  const [asked, setAsked] = useState<{ task: MemberTask; profile: MemberProfile } | null>(null);
  const { key } = useLocation();

  useEffect(() => {
    setCard(null);
    setAsked(null);
  }, [key, community.id]);

  const cards = useMemo<Cards>(
    () => ({
      open: (accountId, name) => (event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button > 0) return;
        event.preventDefault();
        setCard({ accountId, name, anchor: event.currentTarget });
      },
      preload: MemberCard.preload,
      ask: (task, profile) => {
        setCard(null);
        setAsked({ task, profile });
      },
    }),
    [],
  );

  return (
    <CardsContext value={cards}>
      {children}
      {card && (
        <MemberCard
          key={card.accountId}
          community={community}
          {...card}
          onAsk={cards.ask}
          onClose={() => setCard(null)}
        />
      )}
      {asked && <MemberDialog community={community} {...asked} onClose={() => setAsked(null)} />}
    </CardsContext>
  );
}
