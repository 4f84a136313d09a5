import { type ReactNode, type RefObject, useMemo } from 'react';
import { emojiCompletion } from '../emoji/emoji-completion.tsx';
import { Completion } from './completion/completion.tsx';
import { useConversation } from './conversation-context.ts';

/** Everything that is completed while a message is written or edited. */
export function ComposerCompletion({ area }: { area: RefObject<HTMLTextAreaElement | null> }): ReactNode {
  const { viewer } = useConversation();
  const providers = useMemo(() => [emojiCompletion(viewer.id)], [viewer.id]);
  return <Completion area={area} providers={providers} />;
}
