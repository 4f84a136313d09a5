import { Search } from 'lucide-react';
import { Form } from 'react-router';
import { m } from '#i18n';
import { Button } from '../../ui/button.tsx';
import { inputClass } from '../../ui/field.tsx';

/** Looks for something in the list below it; what else it is filtered by stays. */
export function SearchField({
  label,
  search,
  keep,
}: {
  label: string;
  search: string;
  keep: Record<string, string>;
}) {
  return (
    <search className="mb-5 block">
      <Form method="get" className="flex gap-2">
        {Object.entries(keep).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div className="relative min-w-0 flex-1">
          <Search
            size={17}
            aria-hidden
            className="pointer-events-none absolute start-3 top-1/2 -translate-y-1/2 text-soft"
          />
          <input
            key={search}
            type="search"
            name="search"
            defaultValue={search}
            aria-label={label}
            placeholder={label}
            maxLength={64}
            dir="auto"
            className={`${inputClass} ps-10`}
          />
        </div>
        <Button type="submit">{m.admin_search()}</Button>
      </Form>
    </search>
  );
}
