import type { Audit } from '#server/domains/audit/index.ts';
import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { NewsDoor } from '#server/domains/notifications/index.ts';
import type { Messages } from '#server/domains/messages/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import type { Platform } from '#server/platform/platform.ts';
import { clearReactions } from './clear-reactions.ts';
import type { ReactionDeps } from './deps.ts';
import { forgetReactor } from './forget-reactor.ts';
import * as input from './input.ts';
import { listReactors } from './list-reactors.ts';
import { addReaction, removeReaction } from './react.ts';
import type { ReactionSignals } from './signals.ts';
import { createStore } from './store.ts';

export type { ReactionSignals } from './signals.ts';

export function createReactions(
  platform: Platform,
  domains: {
    access: CommunityAccess;
    audit: Audit;
    messages: Pick<Messages, 'keepPace' | 'inLine'>;
    news: NewsDoor;
    signals: ReactionSignals;
  },
) {
  const deps: ReactionDeps = { ...platform, ...domains, store: createStore(platform.db) };
  return bindAll(deps, {
    addReaction: checked(input.reactionInput, addReaction),
    clearReactions: checked(input.clearInput, clearReactions),
    forgetReactor,
    listReactors: checked(input.listInput, listReactors),
    removeReaction: checked(input.reactionInput, removeReaction),
  });
}

export type Reactions = ReturnType<typeof createReactions>;
