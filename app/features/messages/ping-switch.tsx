import { AtSign } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ReplyDto } from '#contract/messages';
import { m } from '#i18n';
import { useStore } from '../../realtime/store.ts';
import { isolate } from '../../lib/bidi.ts';
import { cx } from '../../lib/cx.ts';
import { shownName } from '../members/names.ts';
import { useConversation } from './conversation-context.ts';

/** Whether the author of what one answers is told. */
export function PingSwitch({ replyTo }: { replyTo: ReplyDto }): ReactNode {
  const { ui } = useConversation();
  const silent = useStore(ui, (value) => value.silent);
  const name = isolate(replyTo.author ? shownName(replyTo.author) : '');
  const label = silent ? m.reply_ping_off({ name }) : m.reply_ping_on({ name });
  return (
    <button
      type="button"
      role="switch"
      aria-checked={!silent}
      aria-label={m.reply_ping_on({ name })}
      title={label}
      onClick={() => ui.update((value) => ({ ...value, silent: !silent }))}
      className={cx(
        'inline-flex min-h-7 flex-none items-center gap-1 rounded-base px-2 text-small font-medium hover:bg-hover pointer-coarse:min-h-11',
        silent ? 'text-faint line-through' : 'text-accent-strong',
      )}
    >
      <AtSign size={14} aria-hidden /> <span className="max-tablet:sr-only">{label}</span>
    </button>
  );
}
