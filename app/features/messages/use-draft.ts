import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useConversation } from './conversation-context.ts';
import { readDraft, writeDraft } from './drafts.ts';

/** Milliseconds after the last key before a draft is kept. */
const rest = 300;

export interface DraftKeeper {
  /** The text changed. */
  note(): void;
  /** Keeps the text as it is now until then: what is sent is a draft until it is stored elsewhere. */
  holdUntil(stored: Promise<void>): Promise<void>;
}

/** Brings back what was half written in the channel, and keeps what is being written. */
export function useDraft(area: RefObject<HTMLTextAreaElement | null>): DraftKeeper {
  const { channel, viewer, ui } = useConversation();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const holds = useRef(0);

  const keep = useCallback((): void => {
    clearTimeout(timer.current);
    timer.current = undefined;
    if (holds.current > 0) return;
    const body = area.current?.value;
    if (body !== undefined) writeDraft(viewer.id, channel.id, { body, replyTo: ui.get().replyTo });
  }, [area, viewer.id, channel.id, ui]);

  useLayoutEffect(() => {
    const { current } = area;
    const draft = readDraft(viewer.id, channel.id);
    // What was typed before the page came alive is newer.
    if (!current || !draft || current.value !== '') return;
    current.value = draft.body;
    // For what follows the text's size. It does not bubble: nobody is typing.
    current.dispatchEvent(new Event('input'));
    if (draft.replyTo) ui.update((value) => ({ ...value, replyTo: draft.replyTo }));
  }, [area, viewer.id, channel.id, ui]);

  useEffect(() => {
    let replyTo = ui.get().replyTo;
    const stop = ui.subscribe(() => {
      if (ui.get().replyTo === replyTo) return;
      ({ replyTo } = ui.get());
      keep();
    });
    const leave = (): void => {
      if (timer.current !== undefined) keep();
    };
    window.addEventListener('pagehide', leave);
    return () => {
      stop();
      window.removeEventListener('pagehide', leave);
    };
  }, [ui, keep]);

  // At that moment the text is still there; in an ordinary effect it is gone.
  useLayoutEffect(() => {
    return () => {
      if (timer.current !== undefined) keep();
    };
  }, [keep]);

  return useMemo(
    () => ({
      note() {
        clearTimeout(timer.current);
        timer.current = setTimeout(keep, rest);
      },
      async holdUntil(stored) {
        keep();
        holds.current += 1;
        await stored;
        holds.current -= 1;
        if (area.current) keep();
        else writeDraft(viewer.id, channel.id, { body: '', replyTo: null });
      },
    }),
    [area, viewer.id, channel.id, keep],
  );
}
