import { Check, Copy } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { m } from '#i18n';
import { cx } from '../lib/cx.ts';
import { Button } from './button.tsx';
import { inputClass } from './field.tsx';

/** Something to hand on, such as a link: selected by a click, copied by a button, and readable without either. */
export function CopyField({
  label,
  value,
  look = 'secondary',
}: {
  label: string;
  value: string;
  look?: 'primary' | 'secondary';
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="flex flex-wrap gap-2">
      <input
        ref={input}
        readOnly
        dir="ltr"
        aria-label={label}
        className={cx(inputClass, 'min-w-48 flex-1 basis-0 text-ellipsis')}
        value={value}
        onFocus={(event) => event.target.select()}
      />
      <CopyButton value={value} look={look} source={input} />
    </div>
  );
}

/** Copies `value` and says so for two seconds. `source` holds the same text where the clipboard is closed to us. */
function CopyButton({
  value,
  look = 'secondary',
  label = m.ui_copy(),
  source,
}: {
  value: string;
  look?: 'primary' | 'secondary' | 'quiet';
  label?: string;
  source?: React.RefObject<HTMLInputElement | null>;
}) {
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    setCopied(await toClipboard(value, source?.current ?? null));
  }

  return (
    <Button look={look} className="needs-js min-w-27" onClick={() => void copy()}>
      {copied ? <Check size={17} aria-hidden /> : <Copy size={17} aria-hidden />}
      <span aria-live="polite">{copied ? m.ui_copied() : label}</span>
    </Button>
  );
}

async function toClipboard(value: string, source: HTMLInputElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(value);
    return true;
  } catch {
    // A page on plain http in the household has no clipboard object; the old command still works there.
    source?.select();
    return source !== null && document.execCommand('copy');
  }
}
