import { Fragment, type ReactNode } from 'react';
import type { Snippet } from '#contract/search';
import { m } from '#i18n';

/** A piece of a message with what was looked for marked in it; nothing but a forward was found by other than its words. */
export function HitText({ snippet: { text, hits, cut } }: { snippet: Snippet }): ReactNode {
  if (text === '') return <p className="text-soft italic">{m.chat_forwarded()}</p>;
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const [start, length] of hits) {
    pieces.push(
      <Fragment key={start}>
        {text.slice(at, start)}
        <mark className="rounded-s bg-mention px-0.5 text-text">{text.slice(start, start + length)}</mark>
      </Fragment>,
    );
    at = start + length;
  }
  return (
    <p dir="auto" className="message-text line-clamp-3 text-text">
      {cut.start && '… '}
      {pieces}
      {text.slice(at)}
      {cut.end && ' …'}
    </p>
  );
}
