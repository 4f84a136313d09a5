import { useEffect } from 'react';
import { useLocation, useParams } from 'react-router';
import { useStore } from '../../realtime/store.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { finder, finders } from './finder.ts';
import { notePlace } from './switcher/recent-places.ts';

const SearchOverlay = lazyPart(() => import('./search-overlay.tsx'));
const Switcher = lazyPart(() => import('./switcher/switcher.tsx'));

/** Ctrl or ⌘ with F searches, with K goes somewhere. A second F is for the browser’s own search. */
export default function Finders() {
  const open = useStore(finder, (value) => value);
  const { channelId, communityId } = useParams();
  const { pathname } = useLocation();
  const close = () => finder.update(() => null);

  useEffect(() => {
    finders.ready = true;
    SearchOverlay.preload();
    Switcher.preload();
    return () => {
      finders.ready = false;
      finder.update(() => null);
    };
  }, []);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.defaultPrevented)
        return;
      const key = event.key.toLowerCase();
      const now = finder.get();
      // Another window over the page keeps its keys.
      if (!now && document.querySelector('[role=dialog], dialog[open]')) return;
      if (key === 'k') {
        event.preventDefault();
        finder.update(() => (now?.kind === 'switcher' ? null : { kind: 'switcher' }));
      } else if (key === 'f' && now?.kind !== 'search') {
        event.preventDefault();
        const scope = channelId ? { channelId } : communityId ? { communityId } : null;
        finder.update(() => ({ kind: 'search', scope }));
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [channelId, communityId]);

  useEffect(() => notePlace(channelId ?? communityId), [channelId, communityId]);
  // What was found is there now.
  useEffect(() => finder.update(() => null), [pathname]);

  if (open?.kind === 'search')
    return <SearchOverlay scope={open.scope} here={{ channelId, communityId }} onClose={close} />;
  return open && <Switcher onClose={close} />;
}
