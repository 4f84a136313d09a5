import { Smile } from 'lucide-react';
import { type ReactNode, type RefObject, useMemo } from 'react';
import { m } from '#i18n';
import { IconButton } from '../../ui/button.tsx';
import { emojiCompletion } from '../emoji/emoji-completion.tsx';
import { SendLaterButton } from '../later/later-parts.tsx';
import { preloadPicker } from '../reactions/reaction-parts.tsx';
import { Completion } from './completion/completion.tsx';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { ComposerMore } from './composer-more.tsx';
import { useConversation } from './conversation-context.ts';
import { channelCompletion, personCompletion } from './mention-completion.tsx';

interface Props {
  area: RefObject<HTMLTextAreaElement | null>;
}

/** What helps to write once the page is alive: the button for emoji, and what is completed. */
export function ComposerTools({ area }: Props): ReactNode {
  const { act } = useConversation();
  return (
    <>
      <ComposerCompletion area={area} />
      <ComposerMore area={area} />
      <IconButton
        label={m.emoji_open()}
        aria-haspopup="dialog"
        className="my-2 pointer-coarse:my-0.5"
        onPointerEnter={preloadPicker}
        onFocus={preloadPicker}
        onClick={(event) => act('pick', null, event.currentTarget)}
      >
        <Smile size={20} />
      </IconButton>
      <SendLaterButton area={area} />
    </>
  );
}

/** Everything that is completed while a message is written or edited. */
export function ComposerCompletion({ area }: Props): ReactNode {
  const realtime = useRealtime();
  const { viewer, communityId, channel } = useConversation();
  const channelId = channel.id;
  const providers = useMemo(() => {
    const place = { realtime, communityId, channelId };
    return [emojiCompletion(viewer.id), personCompletion(place), channelCompletion(place)];
  }, [viewer.id, realtime, communityId, channelId]);
  return <Completion area={area} providers={providers} />;
}
