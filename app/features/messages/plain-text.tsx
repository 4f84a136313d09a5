import type { ReactNode } from 'react';

/** A text as it was typed. */
export function PlainText({ text, end }: { text: string; end?: ReactNode }): ReactNode {
  return (
    <p dir="auto" className="whitespace-pre-wrap">
      {text}
      {end && <> {end}</>}
    </p>
  );
}
