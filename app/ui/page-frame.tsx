import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { instanceName } from '../lib/instance-name.ts';
import { cx } from '../lib/cx.ts';
import { Logo } from './logo.tsx';

const widths = { narrow: 'max-w-[440px]', medium: 'max-w-[600px]' };

/** A page outside the app: one sheet in a warm light, below the mark. */
export function CalmPage({
  children,
  width = 'narrow',
  above,
  below,
}: {
  children: ReactNode;
  width?: 'narrow' | 'medium';
  /** Between the mark and the sheet. */
  above?: ReactNode;
  below?: ReactNode;
}) {
  return (
    <div className="hearth-light flex min-h-dvh flex-col items-center px-4 pt-[max(24px,8vh)] pb-12">
      <header className="grid w-full justify-items-center">
        <Link
          to="/"
          className="mb-6 flex items-center pointer-coarse:min-h-11 gap-2.5 rounded-base px-1 text-lead font-semibold"
          aria-label={instanceName()}
        >
          <Logo size={30} />
          <bdi aria-hidden>{instanceName()}</bdi>
        </Link>
        {above && <div className={cx('w-full', widths[width])}>{above}</div>}
      </header>
      <main id="main" tabIndex={-1} className={cx('sheet w-full p-6 outline-none tablet:p-8', widths[width])}>
        {children}
      </main>
      {below && <footer className="mt-6 text-center text-note text-soft">{below}</footer>}
    </div>
  );
}

/** A page's heading with a sentence below it. */
export function PageHeading({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <header className="mb-6">
      <h1 className="text-title font-semibold">{title}</h1>
      {children && <p className="mt-1.5 text-soft">{children}</p>}
    </header>
  );
}
