import { AtSign, Link2, Plus, ShieldCheck, Type } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { type FilterDto, filterKinds } from '#contract/filters';
import { m } from '#i18n';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { actionText, kindText, ruleText } from './filter-texts.ts';

const icons = { words: Type, links: Link2, mentions: AtSign };

/** The rules of a community, and the ways to a new one. */
export function FilterList({ base, filters }: { base: string; filters: readonly FilterDto[] }): ReactNode {
  const add = (
    <div className="flex flex-wrap gap-2">
      {filterKinds.map((kind) => (
        <ButtonLink
          key={kind}
          to={`${base}/filters/new?kind=${kind}`}
          aria-label={m.filter_new_kind({ kind: kindText(kind) })}
        >
          <Plus size={16} aria-hidden /> {kindText(kind)}
        </ButtonLink>
      ))}
    </div>
  );
  if (filters.length === 0)
    return (
      <EmptyState level="h2" icon={<ShieldCheck size={22} />} title={m.filters_none_title()} actions={add}>
        {m.filters_none_text()}
      </EmptyState>
    );
  return (
    <>
      <ul className="mb-4 grid gap-2">
        {filters.map((filter) => {
          const Icon = icons[filter.kind];
          return (
            <li key={filter.id}>
              <Link
                to={`${base}/filters/${filter.id}`}
                className="flex items-center gap-3 rounded-l bg-panel p-3.5 hover:bg-hover"
              >
                <Icon size={18} className="flex-none text-soft" aria-hidden />
                <span className="min-w-0 flex-1">
                  <bdi className="name font-medium">{filter.name}</bdi>
                  <span className="block text-small text-soft">
                    {ruleText(filter)} · {actionText(filter.action)}
                  </span>
                </span>
                {!filter.enabled && <span className="text-small text-faint">{m.filter_off()}</span>}
              </Link>
            </li>
          );
        })}
      </ul>
      {add}
    </>
  );
}
