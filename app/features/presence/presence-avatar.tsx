import type { ComponentProps } from 'react';
import type { PresenceState } from '#contract/presence';
import { Avatar } from '../../ui/avatar.tsx';
import { PresenceDot } from './presence-dot.tsx';

/** A person's picture with the mark of how they are; no mark while that is not known, and none for who is offline. */
export function PresenceAvatar({
  state,
  on,
  showsOffline = false,
  ...avatar
}: ComponentProps<typeof Avatar> & {
  state: PresenceState | undefined;
  /** The surface behind it, when it is not a panel. */
  on?: 'raised' | 'panel';
  showsOffline?: boolean;
}) {
  return (
    <span
      className="presence"
      data-on={on}
      data-size={avatar.size}
      data-faded={(state === 'offline' && !showsOffline) || undefined}
    >
      <Avatar {...avatar} />
      {state && (state !== 'offline' || showsOffline) && <PresenceDot state={state} />}
    </span>
  );
}
