import { type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { m } from '#i18n';
import { insertText } from './insert-text.ts';
import type { CompletionItem, CompletionProvider } from './provider.ts';
import { type Token, tokenAt } from './token.ts';

interface Props {
  area: RefObject<HTMLTextAreaElement | null>;
  providers: readonly CompletionProvider[];
}

interface Open {
  token: Token;
  provider: CompletionProvider;
  items: readonly CompletionItem[];
  active: number;
}

const shownMax = 8;

/**
 * A list of what can be meant by what is being typed, above the text field: ↑ and ↓ choose, Enter and Tab insert, Escape
 * closes. Stands in the frame of the field (which is `relative`) and listens to it; the focus never leaves the text.
 */
export function Completion({ area, providers }: Props): ReactNode {
  const [open, setOpen] = useState<Open | null>(null);
  const now = useRef<Open | null>(null);
  const id = useId();

  useEffect(() => {
    const field = area.current;
    if (!field) return;
    const triggers = providers.map(({ trigger }) => trigger);
    /** Where a list was closed by hand: it stays so for that word. */
    let dismissed = -1;
    let asked = 0;

    const show = (value: Open | null): void => {
      now.current = value;
      setOpen(value);
    };
    const put = (token: Token, length: number, item: CompletionItem): void => {
      item.onChosen?.();
      insertText(field, item.text, token.start, token.start + length);
    };
    const choose = (index: number): void => {
      const chosen = now.current;
      const item = chosen?.items[index];
      show(null);
      if (chosen && item) put(chosen.token, 1 + chosen.token.query.length, item);
    };

    /** `:smile:`, typed to its end. */
    const closeToken = async (): Promise<void> => {
      const caret = field.selectionStart;
      const typed = field.value.charAt(caret - 1);
      const provider = providers.find(({ trigger, closed }) => closed && trigger === typed);
      const token = provider && tokenAt(field.value, caret - 1, [provider.trigger]);
      if (!provider?.closed || !token || token.query === '') return;
      const item = await provider.closed(token.query).catch(() => undefined);
      const whole = `${token.trigger}${token.query}${token.trigger}`;
      const isThere = field.value.startsWith(whole, token.start) && field.selectionStart === caret;
      if (item && isThere) put(token, whole.length, item);
    };

    const look = async (): Promise<void> => {
      const request = (asked += 1);
      const { value, selectionStart, selectionEnd } = field;
      const token = selectionStart === selectionEnd ? tokenAt(value, selectionStart, triggers) : null;
      const provider = token && providers.find(({ trigger }) => trigger === token.trigger);
      if (!token) dismissed = -1;
      if (!token || !provider || token.query.length < provider.from || token.start === dismissed)
        return show(null);
      const items = await provider.find(token.query).catch(() => []);
      if (request !== asked) return;
      show(items.length > 0 ? { token, provider, items: items.slice(0, shownMax), active: 0 } : null);
    };

    const onInput = (event: Event): void => {
      // Text that an input method is still making is nobody's word yet.
      if (event instanceof InputEvent && event.isComposing) return;
      void closeToken();
      void look();
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      const { current } = now;
      if (!current || event.isComposing) return;
      const { items, active } = current;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) show({ ...current, active: (active + step + items.length) % items.length });
      else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) choose(active);
      else if (event.key === 'Escape') {
        dismissed = current.token.start;
        show(null);
      } else return;
      event.preventDefault();
      // Enter would send, Escape would end the reply.
      event.stopPropagation();
    };
    const onMove = (event: Event): void => {
      if (
        event.type === 'click' ||
        (now.current && /^(Arrow(Left|Right)|Home|End)$/.test((event as KeyboardEvent).key))
      )
        void look();
    };
    const onChoose = (event: Event): void => choose((event as CustomEvent<number>).detail);
    const onBlur = (): void => show(null);

    const listeners: [string, (event: never) => void][] = [
      ['input', onInput],
      ['keydown', onKeyDown],
      ['keyup', onMove],
      ['click', onMove],
      ['blur', onBlur],
      [chosenEvent, onChoose],
    ];
    for (const [name, listener] of listeners) field.addEventListener(name, listener as EventListener);
    field.setAttribute('aria-autocomplete', 'list');
    return () => {
      for (const [name, listener] of listeners) field.removeEventListener(name, listener as EventListener);
    };
  }, [area, providers]);

  useEffect(() => {
    const field = area.current;
    if (!field || !open) return;
    field.setAttribute('aria-controls', id);
    field.setAttribute('aria-activedescendant', `${id}-${open.active}`);
    document.getElementById(`${id}-${open.active}`)?.scrollIntoView({ block: 'nearest' });
    return () => {
      field.removeAttribute('aria-controls');
      field.removeAttribute('aria-activedescendant');
    };
  }, [area, id, open]);

  if (!open) return <p role="status" className="sr-only" />;
  return (
    <div className="completion" onPointerDown={(event) => event.preventDefault()}>
      <div id={id} role="listbox" aria-label={open.provider.label()}>
        {open.items.map((item, index) => (
          <button
            key={item.key}
            id={`${id}-${index}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={index === open.active}
            onClick={() => area.current?.dispatchEvent(new CustomEvent(chosenEvent, { detail: index }))}
          >
            {item.picture && (
              <span aria-hidden className="grid w-7 flex-none place-items-center">
                {item.picture}
              </span>
            )}
            <span className="min-w-0 flex-1 truncate">{item.label}</span>
            {item.note && <span className="min-w-0 truncate text-small text-faint">{item.note}</span>}
          </button>
        ))}
      </div>
      <p role="status" className="sr-only">
        {m.completion_count({ count: open.items.length })}
      </p>
    </div>
  );
}

const chosenEvent = 'completionchosen';
