import { type ReactNode, type RefObject, useMemo } from 'react';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { emojiCompletion } from '../emoji/emoji-completion.tsx';
import { Completion } from './completion/completion.tsx';
import { useConversation } from './conversation-context.ts';
import { channelCompletion, personCompletion } from './mention-completion.tsx';

/** Everything that is completed while a message is written or edited. */
export function ComposerCompletion({ area }: { area: RefObject<HTMLTextAreaElement | null> }): ReactNode {
  const realtime = useRealtime();
  const { viewer, communityId, channel } = useConversation();
  const channelId = channel.id;
  const providers = useMemo(() => {
    const place = { realtime, communityId, channelId };
    return [emojiCompletion(viewer.id), personCompletion(place), channelCompletion(place)];
  }, [viewer.id, realtime, communityId, channelId]);
  return <Completion area={area} providers={providers} />;
}
