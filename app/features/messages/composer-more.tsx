import { Plus } from 'lucide-react';
import { type ReactNode, type RefObject, useState } from 'react';
import { m } from '#i18n';
import { IconButton } from '../../ui/button.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { useTextLength } from './use-text-length.ts';

const ComposerMenu = lazyPart(() => import('./composer-menu.tsx'));
const NewPollDialog = lazyPart(() => import('../polls/new-poll-dialog.tsx'));

/** What one sends instead of a text, in a menu; it makes room as soon as something is written. */
export function ComposerMore({ area }: { area: RefObject<HTMLTextAreaElement | null> }): ReactNode {
  const { some } = useTextLength(area);
  const [menu, setMenu] = useState<HTMLElement | null>(null);
  const [polling, setPolling] = useState(false);
  return (
    <>
      {!some && (
        <IconButton
          label={m.poll_composer_more()}
          aria-haspopup="menu"
          aria-expanded={menu !== null}
          className="my-2 pointer-coarse:my-0.5"
          onPointerEnter={ComposerMenu.preload}
          onFocus={ComposerMenu.preload}
          onClick={(event) => setMenu(event.currentTarget)}
        >
          <Plus size={20} />
        </IconButton>
      )}
      {menu && <ComposerMenu anchor={menu} onPoll={() => setPolling(true)} onClose={() => setMenu(null)} />}
      {polling && <NewPollDialog onClose={() => setPolling(false)} />}
    </>
  );
}
