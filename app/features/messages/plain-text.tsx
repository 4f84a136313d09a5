import type { ReactNode } from 'react';

import { cx } from '../../lib/cx.ts';

/** A text as it was typed. `large`: a few emoji alone. */
export function PlainText({
  text,
  end,
  large = false,
}: {
  text: string;
  end?: ReactNode;
  large?: boolean;
}): ReactNode {
  return (
    <p dir="auto" className={cx('whitespace-pre-wrap', large && 'emoji-large')}>
      {text}
      {end && <> {end}</>}
    </p>
  );
}
