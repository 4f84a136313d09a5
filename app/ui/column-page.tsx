import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

/** A page outside of all communities: one column, and the way back to where one was. */
export const ColumnPage = ({ back, children }: { back: string; children: ReactNode }): ReactNode => (
  <div className="min-h-dvh bg-canvas">
    <main
      id="main"
      tabIndex={-1}
      className="mx-auto w-full max-w-[680px] px-4 pt-6 pb-16 outline-none tablet:pt-14"
    >
      <Link
        to="/"
        className="link inline-flex min-h-8 items-center gap-1.5 text-note pointer-coarse:min-h-11"
      >
        <ArrowLeft size={16} className="rtl:-scale-x-100" /> {back}
      </Link>
      {children}
    </main>
  </div>
);
