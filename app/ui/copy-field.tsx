import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { m } from '#i18n';
import { copyText } from '../lib/copy-text.ts';
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
  return (
    <div className="flex flex-wrap gap-2">
      <input
        readOnly
        dir="ltr"
        aria-label={label}
        className={cx(inputClass, 'min-w-48 flex-1 basis-0 text-ellipsis')}
        value={value}
        onFocus={(event) => event.target.select()}
      />
      <CopyButton value={value} look={look} />
    </div>
  );
}

/** Copies `value` and says so for two seconds. */
function CopyButton({ value, look = 'secondary' }: { value: string; look?: 'primary' | 'secondary' }) {
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    setCopied(await copyText(value));
  }

  return (
    <Button look={look} className="needs-js min-w-27" onClick={() => void copy()}>
      {copied ? <Check size={17} aria-hidden /> : <Copy size={17} aria-hidden />}
      <span aria-live="polite">{copied ? m.ui_copied() : m.ui_copy()}</span>
    </Button>
  );
}
