import { Search } from 'lucide-react';
import { Form } from 'react-router';
import { m } from '#i18n';
import { Button } from '../../ui/button.tsx';
import { inputClass } from '../../ui/field.tsx';

/** Looks for members by name: leads to this very page with what is looked for. `keep` goes along. */
export function MemberSearch({
  name = 'search',
  label,
  value,
  keep = {},
}: {
  name?: string;
  label: string;
  value: string;
  keep?: Record<string, string>;
}) {
  return (
    <Form role="search" preventScrollReset className="flex gap-2">
      {Object.entries(keep).map(([key, kept]) => (
        <input key={key} type="hidden" name={key} value={kept} />
      ))}
      <label className="relative min-w-0 flex-1">
        <span className="sr-only">{label}</span>
        <Search
          size={17}
          aria-hidden
          className="pointer-events-none absolute start-3 top-1/2 -translate-y-1/2 text-faint"
        />
        <input
          key={value}
          type="search"
          name={name}
          defaultValue={value}
          placeholder={label}
          maxLength={64}
          autoComplete="off"
          className={`${inputClass} ps-10`}
        />
      </label>
      <Button type="submit">{m.role_members_search_submit()}</Button>
    </Form>
  );
}
