import type { ReactNode } from 'react';
import { cx } from '../../lib/cx.ts';

/** A box to tick. One that is `fixed` cannot be changed, says why, and is sent as it is. */
export function CheckRow({
  name,
  label,
  note,
  checked,
  fixed,
  hidden = false,
}: {
  name: string;
  label: ReactNode;
  note?: ReactNode;
  checked: boolean;
  /** Why it cannot be changed. */
  fixed?: string | undefined;
  /** Out of sight, as another search would have it; its state stays. */
  hidden?: boolean;
}) {
  return (
    <label
      hidden={hidden}
      className={cx(
        'flex items-start gap-3 rounded-base px-2 py-2 pointer-coarse:py-2.5',
        fixed ? 'text-soft' : 'hover:bg-hover',
        hidden && 'hidden',
      )}
    >
      <input
        type="checkbox"
        className="mt-0.5 size-4.5 flex-none accent-accent"
        defaultChecked={checked}
        {...(fixed ? { disabled: true } : { name })}
      />
      {fixed && checked && <input type="hidden" name={name} value="on" />}
      <span className="min-w-0">
        <span className="block font-medium">{label}</span>
        {note && <span className="mt-0.5 block text-small text-soft">{note}</span>}
        {fixed && <span className="mt-0.5 block text-small text-faint">{fixed}</span>}
      </span>
    </label>
  );
}
