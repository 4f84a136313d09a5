import { type MouseEvent, type ReactNode, createContext, use, useEffect, useMemo, useState } from 'react';
import { useLocation } from 'react-router';
import type { CommunityDto } from '#contract/communities';
import type { MemberProfile } from '#contract/members';
import { lazyPart } from '../../ui/lazy-part.tsx';
import type { MemberTask } from './tasks.ts';

interface Shown {
  accountId: string;
  /** As the link called them. */
  name: string;
  anchor: HTMLElement;
}

interface Cards {
  /** For a link to a member's page: opens their card at the link instead, unless the click asks for a new tab. */
  open(accountId: string, name: string): (event: MouseEvent<HTMLElement>) => void;
  /** Asks in a window what the member's page would ask. */
  ask(task: MemberTask, profile: MemberProfile): void;
}

const CardsContext = createContext<Cards>({ open: () => () => undefined, ask: () => undefined });
const MemberCard = lazyPart(() => import('./member-card.tsx'));
const MemberDialog = lazyPart(() => import('./member-dialog.tsx'));

export function useMemberCards(): Cards {
  return use(CardsContext);
}

/** Fetches a card's code when a pointer or the focus comes near a name. */
export const preloadCard = MemberCard.preload;

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
