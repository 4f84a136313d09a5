import {
  type ComponentProps,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
} from 'react';
import { Link } from 'react-router';
import { cx } from '../lib/cx.ts';
import { placeMenu } from './place-menu.ts';

function itemsOf(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('[role^="menuitem"]:not(:disabled)') ?? [])];
}

/** Arrow keys, Home, End and first letters move among the items; Tab closes. */
function moveWithin(menu: HTMLElement, event: KeyboardEvent) {
  const all = itemsOf(menu);
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
    menu.hidePopover();
  } else if (
    event.key.length === 1 &&
    event.key !== ' ' &&
    !event.ctrlKey &&
    !event.metaKey &&
    !event.altKey
  ) {
    const rest = [...all.slice(at + 1), ...all.slice(0, at + 1)];
    const letter = event.key.toLocaleLowerCase();
    rest.find((item) => item.textContent.trim().toLocaleLowerCase().startsWith(letter))?.focus();
  }
}

/**
 * A menu at the element that opened it, there only while it is open: a native popover above everything, closed by Escape
 * or a click outside, which gives the focus back to `anchor`. Arrow keys, Home, End and first letters move in it. On a
 * phone it comes up from the bottom. See menu-trigger.tsx for what opens one.
 */
export function Menu({
  anchor,
  label,
  onClose,
  align = 'end',
  children,
}: {
  anchor: HTMLElement;
  label: string;
  onClose: () => void;
  align?: 'start' | 'end' | undefined;
  children: ReactNode;
}) {
  const menu = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const box = menu.current;
    if (!box) return;
    box.showPopover();
    placeMenu(box, anchor, align);
    itemsOf(box)[0]?.focus({ preventScroll: true });
  }, [anchor, align]);

  useEffect(() => {
    anchor.setAttribute('aria-expanded', 'true');
    return () => anchor.setAttribute('aria-expanded', 'false');
  }, [anchor]);

  return (
    <div
      ref={menu}
      popover="auto"
      role="menu"
      className="menu"
      aria-label={label}
      onKeyDown={(event) => moveWithin(event.currentTarget, event)}
      onClick={(event) => {
        if ((event.target as Element).closest('[role^="menuitem"]')) event.currentTarget.hidePopover();
      }}
      onToggle={(event) => {
        if (event.newState === 'open') return;
        const lost =
          document.activeElement === document.body || menu.current?.contains(document.activeElement);
        if (lost) anchor.focus();
        onClose();
      }}
    >
      {children}
    </div>
  );
}

const itemClass =
  'flex min-h-9 w-full items-center gap-2.5 rounded-base px-2.5 py-1.5 text-start text-note hover:bg-hover focus-visible:bg-hover focus-visible:outline-none aria-checked:font-medium aria-checked:text-accent-strong disabled:opacity-50 pointer-coarse:min-h-11';

interface ItemLook {
  icon?: ReactNode;
  danger?: boolean;
  /** A key that does the same. */
  keys?: string;
}

function ItemContent({
  icon,
  keys,
  children,
}: Pick<ItemLook, 'icon'> & { keys: string | undefined; children: ReactNode }) {
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
      <ItemContent keys={keys} icon={icon}>
        {children}
      </ItemContent>
    </button>
  );
}

/** A menu item that leads somewhere. With `onClick` and `preventDefault` it does its work right here when it can. */
export function MenuLink({
  icon,
  danger,
  keys,
  children,
  ...rest
}: Omit<ComponentProps<typeof Link>, 'children'> & ItemLook & { children: ReactNode }) {
  return (
    <Link role="menuitem" className={cx(itemClass, danger && 'text-danger')} {...rest}>
      <ItemContent keys={keys} icon={icon}>
        {children}
      </ItemContent>
    </Link>
  );
}

export function MenuDivider() {
  return <hr className="mx-2 my-1 border-t border-line" />;
}

/** Names a group of items. */
export function MenuLabel({ children }: { children: ReactNode }) {
  return <p className="px-2.5 pt-1.5 pb-1 text-small font-medium text-faint">{children}</p>;
}
