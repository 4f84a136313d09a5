import { type ReactNode, useState } from 'react';
import type { MessageDto } from '#contract/messages';
import { m } from '#i18n';
import { count as countText } from '../../lib/numbers.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useClientState } from '../../realtime/hooks.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { PeoplePages } from '../members/people-pages.tsx';
import { useConversation } from '../messages/conversation-context.ts';
import { reactorsOf } from './reactors-of.ts';

/** Everybody who reacted to a message, by emoji; who manages messages takes reactions away here. */
export default function ReactorsDialog({
  message: { id, channelId },
  onClose,
}: {
  message: MessageDto;
  onClose: () => void;
}): ReactNode {
  const { communityId, canManage, act } = useConversation();
  const realtime = useRealtime();
  const accent = useClientState((state) => state.communities[communityId ?? '']?.colour);
  const message = useClientState((state) => state.logs[channelId]?.messages.find((each) => each.id === id));
  const [chosen, setChosen] = useState<string>();
  const reactions = message?.reactions ?? [];
  const shown = reactions.find(({ emoji }) => emoji === chosen) ?? reactions[0];
  return (
    <Dialog open onClose={onClose} title={m.reactions_who_title()} accent={accent}>
      {message && shown ? (
        <div className="grid gap-4">
          <div role="group" aria-label={m.reactions_label()} className="flex flex-wrap gap-1.5">
            {reactions.map(({ emoji, count }) => (
              <button
                key={emoji}
                type="button"
                className="reaction"
                aria-pressed={emoji === shown.emoji}
                aria-label={m.reactions_one({ emoji, count: countText(count) })}
                onClick={() => setChosen(emoji)}
              >
                <span className="emoji">{emoji}</span>
                <span>{countText(count)}</span>
              </button>
            ))}
          </div>
          <PeoplePages
            key={shown.emoji}
            label={m.reactions_who()}
            version={shown.count}
            fetchPage={reactorsOf(realtime, id, shown.emoji)}
          />
          {canManage && (
            <div className="flex flex-wrap justify-end gap-2 border-t border-line pt-4">
              <Button look="quiet-danger" onClick={() => act('clearReactions', message, shown.emoji)}>
                {m.reactions_clear_one({ emoji: shown.emoji })}
              </Button>
              <Button look="quiet-danger" onClick={() => act('clearReactions', message)}>
                {m.reactions_clear()}
              </Button>
            </div>
          )}
        </div>
      ) : (
        <p className="text-note text-soft">{m.reactions_none()}</p>
      )}
    </Dialog>
  );
}
