import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { m } from '#i18n';
import { iconClass } from '../../ui/button.tsx';
import { OpenChannelsButton, UnfoldChannelsButton } from './shell-controls.tsx';

/** The header of a community's pages that are no conversation. */
export function PlainHeader({ title, back }: { title?: ReactNode; back?: string }) {
  return (
    <header className="flex h-(--header) flex-none items-center gap-2.5 border-b border-line px-4">
      <OpenChannelsButton />
      <UnfoldChannelsButton />
      {back && (
        <Link to={back} className={`${iconClass} -ms-2`} aria-label={m.ui_back()} title={m.ui_back()}>
          <ArrowLeft size={18} className="rtl:-scale-x-100" />
        </Link>
      )}
      {title && (
        <h1 className="min-w-0 font-semibold">
          <bdi className="name">{title}</bdi>
        </h1>
      )}
    </header>
  );
}
