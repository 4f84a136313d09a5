import { cx } from '../lib/cx.ts';
import { hueClass } from '../lib/hue.ts';
import { initial } from '../lib/initials.ts';

const sizes = {
  small: 'size-6 rounded-[8px] text-[11px]',
  medium: 'size-8 rounded-[11px] text-[13px]',
  large: 'size-9 rounded-[12px] text-[14px]',
  huge: 'size-16 rounded-[20px] text-[26px]',
};

/** A person's initial on a colour of their own. Says nothing to a screen reader: their name stands beside it. */
export function Avatar({
  id,
  name,
  size = 'large',
}: {
  id: string;
  name: string;
  size?: keyof typeof sizes;
}) {
  return (
    <span
      aria-hidden
      className={cx(
        'grid flex-none place-items-center overflow-hidden font-semibold text-on-solid select-none',
        sizes[size],
        hueClass(id),
      )}
    >
      {initial(name)}
    </span>
  );
}
