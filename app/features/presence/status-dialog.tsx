import { type FormEvent, useRef, useState } from 'react';
import { m } from '#i18n';
import { fieldText } from '../../lib/field-text.ts';
import { sentence } from '../../lib/problems.ts';
import { Refused } from '../../realtime/call-error.ts';
import { useClientState, useOwnPresence } from '../../realtime/hooks.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { useToast } from '../../ui/toast.tsx';
import { secondsFor } from './durations.ts';
import { noteUse } from '../emoji/usage.ts';
import { StatusFields } from './status-fields.tsx';

const EmojiPicker = lazyPart(() => import('../emoji/emoji-picker.tsx'));

/** The window in which one says what one is up to. */
export default function StatusDialog({ onClose }: { onClose: () => void }) {
  const own = useOwnPresence();
  const realtime = useRealtime();
  const toast = useToast();
  const viewerId = useClientState(({ viewer }) => viewer.id);
  const form = useRef<HTMLFormElement>(null);
  const [picking, setPicking] = useState<HTMLElement | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const save = async (emoji: string, text: string, ends: string): Promise<void> => {
    setBusy(true);
    const seconds = secondsFor(ends, own, new Date());
    try {
      await realtime.call('status.set', { emoji, text, seconds });
      toast(emoji || text ? m.status_saved() : m.status_cleared());
      onClose();
    } catch (error) {
      setBusy(false);
      if (!(error instanceof Refused)) return setProblem(m.presence_unreachable());
      setProblem(error.error.fields?.['emoji'] ? m.status_emoji_wrong() : sentence(error.error));
    }
  };
  const put = (emoji: string): void => {
    const field = form.current?.querySelector<HTMLInputElement>('[name="emoji"]');
    if (!field) return;
    field.value = emoji;
    noteUse(viewerId, emoji);
  };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string) => fieldText(fields, name).trim();
    void save(text('emoji'), text('text'), text('ends'));
  };

  return (
    <Dialog open onClose={onClose} title={m.status_title()} description={m.status_intro()}>
      <form ref={form} className="grid gap-5" onSubmit={submit}>
        <FormMessage>{problem}</FormMessage>
        <StatusFields own={own} suggests onPickEmoji={setPicking} />
        <div className="mt-1 flex flex-wrap justify-end gap-2">
          {own.status && (
            <Button look="quiet-danger" className="me-auto" onClick={() => void save('', '', 'never')}>
              {m.status_clear()}
            </Button>
          )}
          <Button onClick={onClose}>{m.ui_cancel()}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {m.ui_save()}
          </Button>
        </div>
      </form>
      {/* Beside the form, which an Enter in its search would send. */}
      {picking && (
        <EmojiPicker
          anchor={picking}
          accountId={viewerId}
          onPick={put}
          onClose={() => {
            setPicking(null);
            picking.focus();
          }}
        />
      )}
    </Dialog>
  );
}
