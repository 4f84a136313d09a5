import type { ReactNode } from 'react';
import { cx } from '../../lib/cx.ts';

const kinds = {
  plain: 'bg-selected text-soft',
  accent: 'bg-accent-soft text-accent-strong',
  danger: 'bg-danger-soft text-danger',
};

/** A word about the state of something. */
export function Badge({ kind = 'plain', children }: { kind?: keyof typeof kinds; children: ReactNode }) {
  return (
    <span className={cx('rounded-s px-1.5 py-0.5 text-small font-medium whitespace-nowrap', kinds[kind])}>
      {children}
    </span>
  );
}
