import type { ReactNode } from 'react';
import { type Store, useStore } from '../../realtime/store.ts';
import type { Emoji } from './catalogue.ts';
import { withTone } from './tones.ts';

/** What the emoji is called that is pointed at or focused. */
export function EmojiHint({ hint, tone }: { hint: Store<Emoji | null>; tone: number }): ReactNode {
  const emoji = useStore(hint, (value) => value);
  return (
    <p className="emoji-hint" aria-hidden>
      {emoji && (
        <>
          <span className="emoji text-[22px]">{withTone(emoji.emoji, emoji.tones, tone)}</span>
          <span className="min-w-0 truncate font-medium">{emoji.name}</span>
          {emoji.codes[0] && <span className="ms-auto flex-none text-faint">:{emoji.codes[0]}:</span>}
        </>
      )}
    </p>
  );
}
