import { cx } from '../lib/cx.ts';

const sizes = {
  tiny: 'size-6 rounded-[7px] text-[10px]',
  small: 'size-8 rounded-[10px] text-[12px]',
  medium: 'size-11 rounded-tile text-body',
  large: 'size-18 rounded-[22px] text-[26px]',
};

/** A community's letter on its colour. `quiet` keeps the colour for the one that is open. */
export function Tile({
  letter,
  accent,
  size = 'medium',
  quiet = false,
}: {
  letter: string;
  accent: string;
  size?: keyof typeof sizes;
  quiet?: boolean;
}) {
  return (
    <span
      aria-hidden
      data-accent={accent}
      className={cx(
        'grid flex-none place-items-center overflow-hidden font-semibold tracking-tight select-none',
        sizes[size],
        quiet ? 'bg-panel text-text' : 'bg-accent text-on-accent',
      )}
    >
      {letter}
    </span>
  );
}
