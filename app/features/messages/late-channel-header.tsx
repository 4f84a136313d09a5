import { type ComponentProps, lazy, type ReactNode, Suspense } from 'react';
import { insist } from '../../realtime/insist.ts';

const Header = lazy(() => insist(() => import('./channel-header.tsx')));

/** The bar above the conversation. It comes with the page as markup; its code follows. */
export function ChannelHeader(props: ComponentProps<typeof Header>): ReactNode {
  return (
    <Suspense fallback={<div className="h-(--header) flex-none border-b border-line" />}>
      <Header {...props} />
    </Suspense>
  );
}
