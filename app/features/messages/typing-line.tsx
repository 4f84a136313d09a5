import { Fragment, type ReactNode } from 'react';
import { m } from '#i18n';
import { useTyping } from '../../realtime/live-hooks.ts';

/** Who else is writing. Takes the same room when nobody is, so that nothing moves. */
export function TypingLine({ channelId }: { channelId: string }): ReactNode {
  const names = useTyping(channelId).map((note) => note.displayName);
  return (
    <p className="h-6 truncate px-5.5 pt-[3px] text-small text-soft" data-typing>
      {names.length > 0 && typingSentence(names)}
    </p>
  );
}

const places = ['\uE001', '\uE002', '\uE003'] as const;

/** The sentence in the reader's language, with the names set apart in it. */
export function typingSentence(names: readonly string[]): ReactNode {
  const [first, second, third] = places;
  const sentence =
    names.length === 1
      ? m.chat_typing_one({ first })
      : names.length === 2
        ? m.chat_typing_two({ first, second })
        : names.length === 3
          ? m.chat_typing_three({ first, second, third })
          : m.chat_typing_many();
  return sentence.split(/([\uE001-\uE003])/).map((part, index) => {
    const place = places.indexOf(part as (typeof places)[number]);
    if (place < 0) return <Fragment key={index}>{part}</Fragment>;
    return (
      <bdi key={index} className="font-semibold">
        {names[place]}
      </bdi>
    );
  });
}
