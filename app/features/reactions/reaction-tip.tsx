import { type ReactNode, useLayoutEffect, useRef } from 'react';
import type { MessageDto } from '#contract/messages';
import { m } from '#i18n';
import { getLocale } from '#i18n/runtime';
import { isolate } from '../../lib/bidi.ts';
import { count as countText } from '../../lib/numbers.ts';
import { placeTip } from '../../ui/place-menu.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { shownName } from '../members/names.ts';
import { usePeoplePages } from '../members/use-people-pages.ts';
import { useConversation } from '../messages/conversation-context.ts';
import { reactorsOf } from './reactors-of.ts';

/** Names shown before the rest is only counted. */
const named = 3;

/** Says who has a reaction, above it. */
export default function ReactionTip({
  message,
  emoji,
  anchor,
}: {
  message: MessageDto;
  emoji: string;
  anchor: HTMLElement;
}): ReactNode {
  const { viewer } = useConversation();
  const box = useRef<HTMLDivElement>(null);
  const { people } = usePeoplePages(message.version, reactorsOf(useRealtime(), message.id, emoji));
  const total = message.reactions?.find((each) => each.emoji === emoji)?.count ?? people.length;
  const names = people
    .toSorted((a, b) => Number(b.id === viewer.id) - Number(a.id === viewer.id))
    .slice(0, total > named + 1 ? named : named + 1)
    .map((person) => (person.id === viewer.id ? m.reactions_you() : isolate(shownName(person))));
  const others = Math.max(0, total - names.length);

  useLayoutEffect(() => {
    const { current } = box;
    if (!current || names.length === 0 || !anchor.isConnected) return;
    if (!current.matches(':popover-open')) current.showPopover();
    placeTip(current, anchor);
  });

  if (names.length === 0) return null;
  return (
    <div ref={box} popover="manual" role="tooltip" className="reaction-tip">
      <span className="emoji text-[26px]" aria-hidden>
        {emoji}
      </span>
      <span>
        {others > 0
          ? m.reactions_names_more({ names: listOf(names, 'unit'), countText: countText(others) })
          : listOf(names, 'conjunction')}
      </span>
    </div>
  );
}

const listOf = (names: readonly string[], type: 'conjunction' | 'unit'): string =>
  new Intl.ListFormat(getLocale(), { type, style: type === 'unit' ? 'short' : 'long' }).format(names);
