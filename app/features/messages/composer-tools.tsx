import { Smile } from 'lucide-react';
import { type ReactNode, type RefObject, useMemo } from 'react';
import { m } from '#i18n';
import { IconButton } from '../../ui/button.tsx';
import { emojiCompletion } from '../emoji/emoji-completion.tsx';
import { preloadPicker } from '../reactions/reaction-parts.tsx';
import { Completion } from './completion/completion.tsx';
import { useConversation } from './conversation-context.ts';

interface Props {
  area: RefObject<HTMLTextAreaElement | null>;
}

/** What helps to write once the page is alive: the button for emoji, and what is completed. */
export function ComposerTools({ area }: Props): ReactNode {
  const { act } = useConversation();
  return (
    <>
      <ComposerCompletion area={area} />
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
    </>
  );
}

/** Everything that is completed while a message is written or edited. */
export function ComposerCompletion({ area }: Props): ReactNode {
  const { viewer } = useConversation();
  const providers = useMemo(() => [emojiCompletion(viewer.id)], [viewer.id]);
  return <Completion area={area} providers={providers} />;
}
