import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { messageLimits, type MessageDto } from '#contract/messages';
import { m } from '#i18n';
import { useStore } from '../../realtime/store.ts';
import { Button } from '../../ui/button.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { useConversation } from './conversation-context.ts';

const ForwardDialog = lazyPart(() => import('./forward-dialog.tsx'));
const MessageDialog = lazyPart(() => import('./message-dialog.tsx'));

/** What moderation adds below the messages: the bar of what is chosen, and the window that asks about a message. */
export function ModerationParts(): ReactNode {
  const { ui } = useConversation();
  const selected = useStore(ui, (value) => value.selected);
  const asking = useStore(ui, (value) => value.asking);
  const close = (): void => ui.update((value) => ({ ...value, asking: null }));
  return (
    <>
      {selected && <SelectionBar count={selected.size} />}
      {asking?.about === 'forward' && <ForwardDialog message={asking.message} onClose={close} />}
      {asking && asking.about !== 'forward' && (
        <MessageDialog about={asking.about} message={asking.message} onClose={close} />
      )}
    </>
  );
}

function SelectionBar({ count }: { count: number }): ReactNode {
  const { ui, act } = useConversation();
  const stop = (): void => ui.update((value) => ({ ...value, selected: null }));
  return (
    <div
      role="toolbar"
      aria-label={m.chat_selection()}
      className="mx-3 mb-2 flex flex-wrap items-center gap-2 rounded-l bg-panel py-1.5 ps-4 pe-1.5 tablet:mx-5"
      onKeyDown={({ key }) => key === 'Escape' && stop()}
    >
      <p role="status" className="min-w-0 flex-1 text-note">
        {count >= messageLimits.deleteMax ? m.chat_selected_full({ count }) : m.chat_selected({ count })}
      </p>
      <Button look="quiet" onClick={stop}>
        {m.ui_cancel()}
      </Button>
      <Button look="danger" disabled={count === 0} onClick={() => act('removeSelected')}>
        <Trash2 size={16} aria-hidden /> {m.chat_delete()}
      </Button>
    </div>
  );
}

/** Chooses a message; the whole row can be pressed. */
export function SelectBox({ message, labelledBy }: { message: MessageDto; labelledBy: string }): ReactNode {
  const { ui, act } = useConversation();
  const checked = useStore(ui, (value) => value.selected?.has(message.id) ?? false);
  return (
    <label
      className={`absolute inset-0 z-(--layer-sticky) flex cursor-pointer items-start justify-end px-3.5 py-1.5 tablet:px-5 ${checked ? 'bg-mention/40' : ''}`}
    >
      <input
        type="checkbox"
        aria-labelledby={labelledBy}
        className="size-5"
        checked={checked}
        onChange={() => act('select', message.id)}
      />
    </label>
  );
}
