import { Lock } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { Form } from 'react-router';
import { profileLimits } from '#contract/profiles';
import { m } from '#i18n';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { Button } from '../../ui/button.tsx';
import { inputClass } from '../../ui/field.tsx';

/** Milliseconds that somebody pauses before what they wrote is saved. */
const pause = 700;
const texts = { idle: m.note_hint, saving: m.note_saving, saved: m.note_saved, failed: m.note_failed };

/**
 * What the viewer notes about somebody, for their own eyes. Saved by itself when they pause and when it goes out of
 * sight, and says so; without JavaScript by a button, where `action` is the member's page.
 */
export function OwnNote({ accountId, note, action }: { accountId: string; note: string; action: string }) {
  const id = useId();
  const realtime = useRealtime();
  const [state, setState] = useState<keyof typeof texts>('idle');
  const saver = useRef<{ kept: string; body: string; timer?: ReturnType<typeof setTimeout> }>({
    kept: note,
    body: note,
  });

  const save = (): void => {
    const { current } = saver;
    clearTimeout(current.timer);
    const { body, kept } = current;
    if (body === kept) return;
    setState('saving');
    current.kept = body;
    realtime.call('profile.note', { accountId, body }).then(
      () => setState((now) => (current.kept === body && now === 'saving' ? 'saved' : now)),
      () => {
        // What is not kept is tried again with the next change, or when it goes out of sight.
        if (current.kept === body) current.kept = kept;
        setState('failed');
      },
    );
  };
  const change = (body: string): void => {
    saver.current.body = body;
    clearTimeout(saver.current.timer);
    saver.current.timer = setTimeout(save, pause);
  };
  const last = useRef(save);
  last.current = save;
  useEffect(() => () => last.current(), []);

  return (
    <Form method="post" action={action} className="grid gap-1.5" onSubmit={(event) => event.preventDefault()}>
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="text-small text-faint">
          {m.note_title()}
        </label>
        <span id={`${id}-hint`} role="status" className="flex items-center gap-1 text-small text-faint">
          {state === 'idle' && <Lock size={12} aria-hidden />}
          {texts[state]()}
        </span>
      </div>
      <textarea
        id={id}
        name="body"
        rows={2}
        dir="auto"
        maxLength={profileLimits.noteMax}
        defaultValue={note}
        placeholder={m.note_example()}
        aria-describedby={`${id}-hint`}
        className={`${inputClass} field-sizing-content max-h-40 text-note`}
        onChange={(event) => change(event.target.value)}
        onBlur={save}
      />
      <noscript>
        <Button type="submit" name="intent" value="own-note">
          {m.note_save()}
        </Button>
      </noscript>
    </Form>
  );
}
