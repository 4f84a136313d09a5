import { type ReactNode, useEffect, useRef, useState } from 'react';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { excerptOf } from '../../realtime/excerpt.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { shownName } from '../members/names.ts';
import { useConversation } from './conversation-context.ts';
import { nameIn } from './mention-names.ts';
import { toTyped } from './typed-mentions.ts';

/** Milliseconds over which messages are gathered: a screen reader should not be interrupted by each of a burst. */
const gather = 1200;
/** More than this at once are only counted. */
const readAloud = 2;
/** Milliseconds after which it has been read: then the same words can be said again, and nothing deleted lingers. */
const keep = 5000;

/** Tells screen readers what arrives in the open channel. The list itself cannot: rows come and go in it by scrolling. */
export function Announcer(): ReactNode {
  const realtime = useRealtime();
  const { placeId, channel, viewer } = useConversation();
  const [text, setText] = useState('');
  const told = useRef<number | null>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = (): void => {
      timer = undefined;
      const from = told.current ?? 0;
      const log = realtime.state.get().logs[channel.id];
      const fresh =
        log?.messages.slice(-50).filter((each) => each.seq > from && each.author?.id !== viewer.id) ?? [];
      told.current = Math.max(from, log?.messages.at(-1)?.seq ?? 0);
      if (fresh.length === 0) return;
      const sentences = fresh.map((message) =>
        m.chat_announce({
          name: isolate(message.author ? shownName(message.author) : m.chat_author_gone()),
          text: toTyped(
            placeId,
            excerptOf(message) || m.chat_forwarded(),
            nameIn(realtime.state.get(), placeId, message.mentioned),
          ),
        }),
      );
      setText(
        fresh.length > readAloud ? m.chat_announce_many({ count: fresh.length }) : sentences.join('\n'),
      );
    };
    const look = (): void => {
      const log = realtime.state.get().logs[channel.id];
      const last = log && !log.hasAfter ? (log.messages.at(-1)?.seq ?? 0) : null;
      // What is there on opening, and pages of history, are not news.
      if (last !== null && told.current === null) told.current = last;
      if (last !== null && last > (told.current ?? last)) timer ??= setTimeout(tell, gather);
    };
    look();
    const stop = realtime.state.subscribe(look);
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [realtime, placeId, channel.id, viewer.id]);

  useEffect(() => {
    if (text === '') return;
    const timer = setTimeout(() => setText(''), keep);
    return () => clearTimeout(timer);
  }, [text]);

  return (
    <div aria-live="polite" className="sr-only" data-announcer>
      {text}
    </div>
  );
}
