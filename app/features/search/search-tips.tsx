import type { ReactNode } from 'react';
import { m } from '#i18n';

/** What one can type, by examples. */
export function SearchTips(): ReactNode {
  const tips: [string, string][] = [
    ['soup tea', m.search_tip_words()],
    ['"hot soup"', m.search_tip_phrase()],
    ['soup -tea', m.search_tip_without()],
    ['from:mira in:general', m.search_tip_operators()],
  ];
  return (
    <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-1.5 px-3 py-3 text-note">
      {tips.map(([example, text]) => (
        <div key={example} className="contents">
          <dt>
            <code className="rounded-s bg-code px-1.5 py-0.5 font-mono text-small">{example}</code>
          </dt>
          <dd className="text-soft">{text}</dd>
        </div>
      ))}
    </dl>
  );
}
