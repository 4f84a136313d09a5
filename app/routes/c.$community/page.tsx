import { Outlet } from 'react-router';
import { PlainHeader } from '../../features/communities/plain-header.tsx';
import { ErrorPanel, errorOf } from '../../ui/error-page.tsx';
import type { Route } from './+types/page';

/** Around a community's pages that are no conversation: what fails on one of them leaves the shell in place. */
export default function CommunityPlace() {
  return <Outlet />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return (
    <>
      <PlainHeader />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <ErrorPanel error={errorOf(error)} />
      </div>
    </>
  );
}
