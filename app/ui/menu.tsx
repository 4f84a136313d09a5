import { type ComponentProps, type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { Link } from 'react-router';
import { cx } from '../lib/cx.ts';
import { placeMenu } from './place-menu.ts';

/**
 * A button with a menu. The menu is a native popover: it lies above everything, closes with Escape or a click outside,
 * gives the focus back, and opens without JavaScript too. Arrow keys, Home, End and first letters move in it; on a
 * phone it comes up from the bottom.
 */
export function Menu({
  label,
  button,
  buttonClass,
  children,
  align = 'end',
}: {
  /** Names the button and the menu. */
  label: string;
  button: ReactNode;
  buttonClass?: string;
  children: ReactNode;
  align?: 'start' | 'end';
}) {
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);

  function items() {
    return [...(menu.current?.querySelectorAll<HTMLElement>('[role^="menuitem"]:not(:disabled)') ?? [])];
  }

  function onToggle(open: boolean) {
    trigger.current?.setAttribute('aria-expanded', String(open));
    if (!open || !menu.current || !trigger.current) return;
    placeMenu(menu.current, trigger.current, align);
    items()[0]?.focus({ preventScroll: true });
  }

  function onKeyDown(event: KeyboardEvent) {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const next = {
      ArrowDown: all[(at + 1) % all.length],
      ArrowUp: all.at(at - 1),
      Home: all[0],
      End: all.at(-1),
    }[event.key];
    if (next) {
      event.preventDefault();
      next.focus();
    } else if (event.key === 'Tab') {
      menu.current?.hidePopover();
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const rest = [...all.slice(at + 1), ...all.slice(0, at + 1)];
      const letter = event.key.toLocaleLowerCase();
      rest.find((item) => item.textContent.trim().toLocaleLowerCase().startsWith(letter))?.focus();
    }
  }

  return (
    <>
      <button
        ref={trigger}
        type="button"
        popoverTarget={id}
        aria-haspopup="menu"
        aria-expanded={false}
        aria-label={label}
        className={buttonClass}
      >
        {button}
      </button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        className="menu"
        onToggle={(event) => onToggle(event.newState === 'open')}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          if ((event.target as Element).closest('[role^="menuitem"]')) menu.current?.hidePopover();
        }}
      >
        {children}
      </div>
    </>
  );
}

const itemClass =
  'flex min-h-9 w-full items-center gap-2.5 rounded-base px-2.5 py-1.5 text-start text-note hover:bg-hover focus-visible:bg-hover focus-visible:outline-none pointer-coarse:min-h-11';

interface ItemLook {
  icon?: ReactNode;
  danger?: boolean;
  /** A key that does the same. */
  keys?: string;
}

function ItemContent({ icon, keys, children }: ItemLook & { children: ReactNode }) {
  return (
    <>
      {icon && <span className="grid size-5 flex-none place-items-center opacity-80">{icon}</span>}
      <span className="min-w-0 flex-1">{children}</span>
      {keys && <kbd className="font-sans text-small text-faint">{keys}</kbd>}
    </>
  );
}

export function MenuItem({ icon, danger, keys, children, ...rest }: ComponentProps<'button'> & ItemLook) {
  return (
    <button type="button" role="menuitem" className={cx(itemClass, danger && 'text-danger')} {...rest}>
      <ItemContent {...(keys && { keys })} icon={icon}>
        {children}
      </ItemContent>
    </button>
  );
}

/** A menu item that leads somewhere. With `onClick` and `preventDefault` it does its work right here when it can. */
export function MenuLink({ icon, danger, keys, children, ...rest }: ComponentProps<typeof Link> & ItemLook) {
  return (
    <Link role="menuitem" className={cx(itemClass, danger && 'text-danger')} {...rest}>
      <ItemContent {...(keys && { keys })} icon={icon}>
        {children as ReactNode}
      </ItemContent>
    </Link>
  );
}

export function MenuDivider() {
  return <hr className="mx-2 my-1 border-t border-line" />;
}
