import type { ComponentProps } from 'react';
import { usePresence } from '../../realtime/use-presence.ts';
import { PresenceAvatar } from './presence-avatar.tsx';
import { PresenceText } from './presence-text.tsx';

/** A person's picture with how they are, also in words for who hears the page. */
export function FollowedAvatar(props: Omit<ComponentProps<typeof PresenceAvatar>, 'state'>) {
  const presence = usePresence(props.id);
  return (
    <>
      <PresenceAvatar {...props} state={presence?.state} />
      <PresenceText state={presence?.state} />
    </>
  );
}
