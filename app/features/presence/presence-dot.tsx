import type { PresenceState } from '#contract/presence';

/**
 * How somebody is, as a mark: a disc, a moon, a disc with a bar, a ring, so that nobody has to tell colours apart. Says
 * nothing to a screen reader: see `PresenceText`.
 */
export function PresenceDot({ state, size }: { state: PresenceState; size?: 'large' }) {
  return <span aria-hidden className="presence-dot" data-state={state} data-size={size} />;
}
