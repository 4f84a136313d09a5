import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

/** Above a page's heading: to the list that the page is a part of. */
export function BackLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <p className="mb-3">
      <Link
        to={to}
        className="inline-flex min-h-8 items-center gap-1.5 text-note text-soft hover:text-text pointer-coarse:min-h-11"
      >
        <ArrowLeft size={16} className="rtl:-scale-x-100" aria-hidden /> {children}
      </Link>
    </p>
  );
}
