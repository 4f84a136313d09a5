import { type ReactNode, useEffect, useState } from 'react';
import { m } from '#i18n';
import { cx } from '../../lib/cx.ts';
import type { TextLength } from './use-text-length.ts';

/** Milliseconds without a key before the count is said aloud: at each key it would talk over what is typed. */
const rest = 1500;

/** How many characters are left, near the limit. */
export function LengthNote({ length: { left, over } }: { length: TextLength }): ReactNode {
  const text = left === null ? '' : over ? m.chat_too_long({ count: -left }) : m.chat_left({ count: left });
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), rest);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <>
      {text && <p className={cx('pb-2', over ? 'font-medium text-danger' : 'text-faint')}>{text}</p>}
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  );
}
