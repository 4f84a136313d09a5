import { SendHorizontal, X } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { messageLimits, type ReplyDto } from '#contract/messages';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { cx } from '../../lib/cx.ts';
import { IconButton } from '../../ui/button.tsx';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { useStore } from '../../realtime/store.ts';
import { shownName } from '../members/names.ts';
import { composerText } from './channel-texts.ts';
import { useConversation } from './conversation-context.ts';
import { isSendKey, useEnterHint } from './enter-key.ts';
import { growingClass, useGrowing } from './growing.ts';
import { LengthNote } from './length-note.tsx';
import { useComposerFocus } from './use-composer-focus.ts';
import { useDraft } from './use-draft.ts';
import { useTextLength } from './use-text-length.ts';
import { useLoadedLive } from './live.ts';
import { useTypingNotice } from './use-typing-notice.ts';

/** What the form needs without JavaScript. */
export interface ComposerForm {
  /** The message's key: sending the form twice posts once. */
  clientId: string;
  body: string;
  /** What was wrong, in the reader's language. */
  error: string | null;
}

/** Where one writes. Holds its own state: a key pressed here renders nothing else. */
export function Composer({ form }: { form: ComposerForm }): ReactNode {
  const realtime = useRealtime();
  const { address, channel, ui, act } = useConversation();
  const area = useRef<HTMLTextAreaElement>(null);
  const hintId = useId();
  const replyTo = useStore(ui, (value) => value.replyTo);
  const slowed = useStore(ui, (value) => value.slowUntil > 0);
  const draft = useDraft(area);
  const length = useTextLength(area);
  const noteTyping = useTypingNotice(channel.id);
  const enterHint = useEnterHint();
  const live = useLoadedLive();
  useGrowing(area);
  useComposerFocus(area);

  const send = (): void => {
    const { current } = area;
    const body = current?.value ?? '';
    if (slowed) return act('tellSlow');
    if (!current || body.trim() === '' || body.normalize('NFC').length > messageLimits.bodyMax) return;
    void draft.holdUntil(realtime.send({ channelId: channel.id, body, replyTo }));
    current.value = '';
    current.dispatchEvent(new Event('input', { bubbles: true }));
    ui.update((value) => ({ ...value, replyTo: null }));
    act('showSent');
    current.focus();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const empty = area.current?.value === '';
    if (isSendKey(event)) {
      event.preventDefault();
      send();
    } else if (event.key === 'ArrowUp' && empty) {
      event.preventDefault();
      act('editLast');
    } else if (event.key === 'Escape' && replyTo) {
      event.preventDefault();
      ui.update((value) => ({ ...value, replyTo: null }));
    }
  };

  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    send();
  };

  return (
    <form
      method="post"
      action={address}
      onSubmit={onSubmit}
      className="relative mx-3 rounded-l bg-raised shadow-low ring-1 ring-line transition-shadow focus-within:ring-edge/75 tablet:mx-5"
    >
      <input type="hidden" name="intent" value="send" />
      <input type="hidden" name="clientId" value={form.clientId} />
      {replyTo && <ReplyBanner replyTo={replyTo} />}
      <div className="flex items-end gap-1 ps-4 pe-2">
        <textarea
          ref={area}
          name="body"
          data-composer
          aria-label={composerText(channel)}
          placeholder={composerText(channel)}
          aria-describedby={hintId}
          aria-invalid={form.error || length.over ? true : undefined}
          defaultValue={form.body}
          rows={1}
          dir="auto"
          enterKeyHint={enterHint}
          className={cx(growingClass, 'bg-transparent py-[13px] outline-none pointer-coarse:text-[16px]')}
          onKeyDown={onKeyDown}
          onInput={() => {
            noteTyping(area.current?.value !== '');
            draft.note();
          }}
        />
        {live && <live.ComposerTools area={area} />}
        <IconButton
          type="submit"
          label={m.chat_send()}
          aria-disabled={slowed || undefined}
          className={cx(
            'my-2 pointer-coarse:my-0.5',
            length.some && !length.over && !slowed && 'text-accent-strong',
            slowed && 'opacity-40',
          )}
        >
          <SendHorizontal size={19} className="rtl:-scale-x-100" />
        </IconButton>
      </div>
      <div id={hintId} className="px-4 text-small">
        <LengthNote length={length} />
        {form.error && (
          <p role="alert" className="pb-2 font-medium text-danger">
            {form.error}
          </p>
        )}
      </div>
    </form>
  );
}

function ReplyBanner({ replyTo }: { replyTo: ReplyDto }): ReactNode {
  const { ui, focusComposer } = useConversation();
  return (
    <div className="flex items-center gap-2 border-b border-line py-1 ps-4 pe-2 text-note text-soft">
      <p className="min-w-0 flex-1 truncate">
        <span className="font-medium text-text">
          {m.chat_replying_to({
            name: isolate(replyTo.author ? shownName(replyTo.author) : m.chat_author_gone()),
          })}
        </span>{' '}
        <span dir="auto">{replyTo.excerpt}</span>
      </p>
      <IconButton
        label={m.chat_cancel_reply()}
        onClick={() => {
          ui.update((value) => ({ ...value, replyTo: null }));
          focusComposer();
        }}
      >
        <X size={16} />
      </IconButton>
    </div>
  );
}
