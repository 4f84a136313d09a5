import { LoaderCircle } from 'lucide-react';
import type { ComponentProps } from 'react';
import { Link } from 'react-router';
import { cx } from '../lib/cx.ts';

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger' | 'quiet-danger';

const looks: Record<ButtonLook, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  secondary: 'bg-raised text-text shadow-low ring-1 ring-line hover:bg-hover',
  quiet: 'text-soft hover:bg-hover hover:text-text',
  'quiet-danger': 'text-danger hover:bg-danger-soft',
  danger: 'bg-danger-solid text-on-solid hover:brightness-90',
};

/** The classes of a button, for what looks like one. Height 40 px, 44 px for fingers. */
function buttonClass(look: ButtonLook, wide = false): string {
  return cx(
    'inline-flex min-h-10 items-center justify-center gap-2 rounded-m px-4 py-2 text-center font-medium transition-colors select-none pointer-coarse:min-h-11',
    'disabled:cursor-default disabled:opacity-60 aria-disabled:opacity-60',
    wide && 'w-full',
    looks[look],
  );
}

interface Look {
  look?: ButtonLook;
  wide?: boolean;
}

/** A button. While `busy` it keeps its width and its focus, shows a spinner, and does nothing. */
export function Button({
  look = 'secondary',
  wide = false,
  busy = false,
  type = 'button',
  className,
  children,
  onClick,
  ...rest
}: ComponentProps<'button'> & Look & { busy?: boolean }) {
  return (
    <button
      type={type}
      className={cx(buttonClass(look, wide), className)}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {busy && <LoaderCircle size={17} className="-ms-1 animate-spin" aria-hidden />}
      {children}
    </button>
  );
}

/** A link that looks like a button. */
export function ButtonLink({
  look = 'secondary',
  wide = false,
  className,
  ...rest
}: ComponentProps<typeof Link> & Look) {
  return <Link className={cx(buttonClass(look, wide), className)} {...rest} />;
}

/** A square button with a picture only; `label` is its name for everybody who cannot see it, and its tooltip. */
export function IconButton({
  label,
  type = 'button',
  className,
  ...rest
}: ComponentProps<'button'> & { label: string }) {
  return (
    <button type={type} aria-label={label} title={label} className={cx(iconClass, className)} {...rest} />
  );
}

/** {@link IconButton}'s look, for links. 32 px, 44 px for fingers. */
export const iconClass = 'icon-button';
