import { type ReactNode, useState } from 'react';
import type { MessageDto } from '#contract/messages';
import { m } from '#i18n';
import { cx } from '../../lib/cx.ts';
import { count as countText } from '../../lib/numbers.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useClientState } from '../../realtime/hooks.ts';
import { shownName } from '../members/names.ts';
import { useConversation } from '../messages/conversation-context.ts';
import { useReactors } from './use-reactors.ts';

/** Everybody who reacted to a message, by emoji; who manages messages takes reactions away here. */
export default function ReactorsDialog({
  message: { id, channelId },
  onClose,
}: {
  message: MessageDto;
  onClose: () => void;
}): ReactNode {
  const { communityId, canManage, act } = useConversation();
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
          <People key={shown.emoji} message={message} emoji={shown.emoji} />
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

function People({ message, emoji }: { message: MessageDto; emoji: string }): ReactNode {
  const { viewer } = useConversation();
  const count = message.reactions?.find((each) => each.emoji === emoji)?.count;
  const { reactors, next, failed, more, retry } = useReactors(message.id, emoji, String(count));
  return (
    <div className="max-h-[46dvh] overflow-y-auto" aria-busy={next === undefined}>
      <ul className="grid gap-0.5" aria-label={m.reactions_who()}>
        {reactors.map(({ id, author }) => (
          <li key={id} className="flex min-h-11 items-center gap-3">
            <Avatar id={author.id} name={shownName(author)} size="medium" />
            <span className={cx('min-w-0 truncate', author.id === viewer.id && 'font-medium')}>
              <bdi>{shownName(author)}</bdi>
              {author.id === viewer.id && <span className="text-faint"> · {m.reactions_you()}</span>}
            </span>
          </li>
        ))}
      </ul>
      {next === undefined && <p className="py-2 text-note text-faint">{m.reactions_loading()}</p>}
      {failed && (
        <p role="alert" className="flex flex-wrap items-center gap-2 py-2 text-note text-danger">
          {m.chat_unreachable()} <Button onClick={retry}>{m.chat_retry()}</Button>
        </p>
      )}
      {next && (
        <Button look="quiet" wide onClick={more}>
          {m.reactions_load_more()}
        </Button>
      )}
    </div>
  );
}
