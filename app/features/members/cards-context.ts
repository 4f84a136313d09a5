import { type MouseEvent, createContext, use } from 'react';
import type { MemberProfile } from '#contract/members';
import type { MemberTask } from './tasks.ts';

export interface Cards {
  /** For a link to a member's page: opens their card at the link instead, unless the click asks for a new tab. */
  open(accountId: string, name: string): (event: MouseEvent<HTMLElement>) => void;
  /** Fetches a card's code when a pointer or the focus comes near a name. */
  preload(): void;
  /** Asks in a window what the member's page would ask. */
  ask(task: MemberTask, profile: MemberProfile): void;
}

export const CardsContext = createContext<Cards>({
  open: () => () => undefined,
  preload: () => undefined,
  ask: () => undefined,
});

export function useMemberCards(): Cards {
  return use(CardsContext);
}
