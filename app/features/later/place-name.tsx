import type { ReactNode } from 'react';
import { useClientState } from '../../realtime/hooks.ts';
import { titleOf } from '../direct/names.ts';
import { inboxPlace } from '../notifications/inbox-texts.ts';

type Where = Parameters<typeof inboxPlace>[0];

/** Where a message is, or is to go: "#kiln · Workshop", or whom a conversation is with. */
export function PlaceName({ channel, community }: Where): ReactNode {
  const title = useClientState((state) => {
    const conversation = channel && state.conversations[channel.id];
    return conversation ? titleOf(conversation, state.viewer.id) : '';
  });
  return <bdi>{title || inboxPlace({ channel, community }) || channel?.name}</bdi>;
}
