import type { ComponentProps } from 'react';
import { Link } from 'react-router';

/**
 * Opens a menu. Underneath it is a link to the page where the same can be done, which is where a browser without
 * JavaScript (or a click for a new tab) goes. Menus themselves are fetched when they first open.
 */
export function MenuTrigger({
  onOpen,
  preload,
  ...rest
}: ComponentProps<typeof Link> & {
  onOpen: (anchor: HTMLElement) => void;
  /** Fetches the menu's code when a pointer or the focus comes near. */
  preload: () => unknown;
}) {
  return (
    <Link
      role="button"
      aria-haspopup="menu"
      aria-expanded={false}
      draggable={false}
      onPointerEnter={() => void preload()}
      onFocus={() => void preload()}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        onOpen(event.currentTarget);
      }}
      onKeyDown={(event) => {
        if (event.key !== ' ' && event.key !== 'ArrowDown') return;
        event.preventDefault();
        onOpen(event.currentTarget);
      }}
      {...rest}
    />
  );
}
