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

/** A page of a community with a form or a list on it: a header, and a column that scrolls. */
export function CommunityPage({
  title,
  back,
  aside,
  wide = false,
  children,
}: {
  title: ReactNode;
  back?: string;
  /** Links to the other pages of the place: beside the page where there is room, else above it. */
  aside?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}) {
  const width = wide ? 'max-w-[960px]' : 'max-w-[600px]';
  return (
    <>
      <PlainHeader title={title} {...(back && { back })} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        {aside ? (
          <div className="places">
            <div className="places-frame">
              <div className="places-nav">{aside}</div>
              <div className={`min-w-0 pt-1 ${width}`}>{children}</div>
            </div>
          </div>
        ) : (
          <div className={`mx-auto px-5 py-8 ${width}`}>{children}</div>
        )}
      </div>
    </>
  );
}
