import { type FormEvent, type KeyboardEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { type MessageDto, messageLimits } from '#contract/messages';
import { m } from '#i18n';
import { sentence } from '../../lib/problems.ts';
import { Button } from '../../ui/button.tsx';
import { Refused } from '../../realtime/call-error.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { ComposerCompletion } from './composer-tools.tsx';
import { useConversation } from './conversation-context.ts';
import { isSendKey } from './enter-key.ts';
import { growingClass, useGrowing } from './growing.ts';

/** Changes a message in its place. Stays open, with what went wrong, until the change is acknowledged. */
export function MessageEditor({ message }: { message: MessageDto }): ReactNode {
  const realtime = useRealtime();
  const { act, ui } = useConversation();
  const stop = (): void => act('stopEditing', message.id);
  const area = useRef<HTMLTextAreaElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useGrowing(area);

  useLayoutEffect(() => {
    const { current } = area;
    if (!current) return;
    // Not when the row comes back, as after other history was shown: the cursor may be elsewhere by then.
    if (ui.get().focusEditor) {
      current.focus();
      current.setSelectionRange(current.value.length, current.value.length);
      ui.update((value) => ({ ...value, focusEditor: false }));
    }
    return () =>
      ui.update((value) =>
        value.editing === null
          ? value
          : { ...value, edits: new Map(value.edits).set(message.id, current.value) },
      );
  }, [ui, message.id]);

  const save = async (): Promise<void> => {
    const body = area.current?.value ?? '';
    if (busy) return;
    if (body === message.body) return stop();
    if (body.trim() === '') {
      stop();
      return act('remove', message);
    }
    if (body.length > messageLimits.bodyMax) {
      return setProblem(m.chat_too_long({ count: body.length - messageLimits.bodyMax }));
    }
    setBusy(true);
    try {
      await realtime.call('message.edit', { messageId: message.id, body });
      stop();
    } catch (error) {
      setProblem(error instanceof Refused ? sentence(error.error) : m.chat_unreachable());
      setBusy(false);
    }
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    // The list moves its focus with the same keys.
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      stop();
    } else if (isSendKey(event)) {
      event.preventDefault();
      void save();
    }
  };

  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    void save();
  };

  return (
    <form onSubmit={onSubmit} data-unsaved className="relative my-1 grid gap-2">
      <ComposerCompletion area={area} />
      <textarea
        ref={area}
        aria-label={m.chat_edit_label()}
        aria-invalid={problem ? true : undefined}
        defaultValue={ui.get().edits.get(message.id) ?? message.body ?? ''}
        dir="auto"
        rows={1}
        className={`${growingClass} rounded-m bg-raised px-3 py-2 ring-1 ring-edge ring-inset focus:ring-2 focus:ring-accent-strong focus:outline-none`}
        onKeyDown={onKeyDown}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" look="primary" busy={busy}>
          {m.chat_save()}
        </Button>
        <Button look="quiet" onClick={stop}>
          {m.chat_cancel()}
        </Button>
        {problem ? (
          <p role="alert" className="text-small text-danger">
            {problem}
          </p>
        ) : (
          <p className="text-small text-faint pointer-coarse:hidden">{m.chat_edit_hint()}</p>
        )}
      </div>
    </form>
  );
}
