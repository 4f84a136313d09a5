import { ScrollText, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Form, Link, useLocation } from 'react-router';
import { auditActions, type AuditEntryDto, type AuditPage, type AuditValues } from '#contract/audit';
import { m } from '#i18n';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Select } from '../../ui/field.tsx';
import { Pager } from '../../ui/pager.tsx';
import { When } from '../../ui/when.tsx';
import { acts, fieldNames } from './act-texts.ts';

// Stand in a sentence where names go, and are replaced by them.
const actorMark = '\uE000';
const targetMark = '\uE001';
const instanceOnly = /^(?:instance|account|job)\.|^community\.(?:archive|unarchive|owner|delete)$/;
const inBoth = /^community\.(?:archive|unarchive|owner)$/;

/** What was done, by whom, to what and why: of a community or of the instance. */
export function AuditLog({
  page,
  keptDays,
  now,
  scope,
}: {
  page: AuditPage;
  keptDays: number;
  now: number;
  scope: 'community' | 'instance';
}) {
  const query = new URLSearchParams(useLocation().search);
  const filtered = ['actor', 'action', 'target'].some((name) => query.has(name));
  return (
    <>
      <Filters page={page} scope={scope} query={query} />
      {page.entries.length === 0 ? (
        <EmptyState
          level="h2"
          icon={<ScrollText size={26} />}
          title={filtered ? m.audit_none_found() : m.audit_empty()}
        >
          {filtered ? m.audit_none_found_text() : m.audit_empty_text()}
        </EmptyState>
      ) : (
        <ol className="grid gap-1.5">
          {page.entries.map((entry) => (
            <Entry key={entry.id} entry={entry} now={now} query={query} />
          ))}
        </ol>
      )}
      <Pager next={page.next} />
      <p className="mt-8 text-small text-faint">{m.audit_kept({ count: keptDays })}</p>
    </>
  );
}

function Filters({
  page,
  scope,
  query,
}: {
  page: AuditPage;
  scope: 'community' | 'instance';
  query: URLSearchParams;
}) {
  const target = query.get('target');
  const targetName = page.entries.find((entry) => entry.target?.id === target)?.target?.name;
  const kinds = auditActions
    .filter((action) => (scope === 'instance') === instanceOnly.test(action) || inBoth.test(action))
    .map((value) => ({ value, label: acts[value].kind() }));
  return (
    <search className="mb-5 block">
      <Form method="get" className="grid items-end gap-3 tablet:grid-cols-[1fr_1fr_auto]">
        <Select
          key={`actor ${query.get('actor') ?? ''}`}
          name="actor"
          label={m.audit_by()}
          defaultValue={query.get('actor') ?? ''}
          options={[
            { value: '', label: m.audit_anybody() },
            ...page.actors.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <Select
          key={`action ${query.get('action') ?? ''}`}
          name="action"
          label={m.audit_act()}
          defaultValue={query.get('action') ?? ''}
          options={[{ value: '', label: m.audit_anything() }, ...kinds]}
        />
        {target && <input type="hidden" name="target" value={target} />}
        <Button type="submit">{m.audit_filter()}</Button>
      </Form>
      {target && (
        <p className="mt-3">
          <Link
            to={address(query, 'target', null)}
            className="inline-flex min-h-8 items-center gap-1.5 rounded-base bg-accent-soft px-2.5 text-note pointer-coarse:min-h-11"
          >
            {m.audit_about({ name: targetName ?? m.audit_something() })}
            <X size={15} aria-hidden />
            <span className="sr-only">{m.audit_about_end()}</span>
          </Link>
        </p>
      )}
    </search>
  );
}

function Entry({ entry, now, query }: { entry: AuditEntryDto; now: number; query: URLSearchParams }) {
  const { actor, target } = entry;
  const names: Record<string, ReactNode> = {
    [actorMark]: actor ? (
      <FilterLink query={query} name="actor" value={actor.id}>
        {actor.name}
      </FilterLink>
    ) : (
      <strong className="font-medium">{m.audit_the_instance()}</strong>
    ),
    [targetMark]: target?.id ? (
      <FilterLink query={query} name="target" value={target.id}>
        {target.name || m.audit_something()}
      </FilterLink>
    ) : (
      <strong className="font-medium">{target?.name || m.audit_something()}</strong>
    ),
  };
  const did = acts[entry.action]?.did({ actor: actorMark, target: targetMark }) ?? entry.action;
  const sentence = did.split(/([\uE000\uE001])/);
  return (
    <li className="flex gap-3 rounded-m bg-panel p-3">
      <Avatar id={actor?.id ?? 'instance'} name={actor?.name ?? 'H'} size="medium" />
      <div className="min-w-0 flex-1">
        <p className="text-note wrap-anywhere">
          {sentence.map((part, n) => (
            // oxlint-disable-next-line react/no-array-index-key -- the parts of one sentence never change
            <span key={n}>{names[part] ?? part}</span>
          ))}
        </p>
        <Changes before={entry.before} after={entry.after} />
        {entry.reason && (
          <p className="mt-1 text-small wrap-anywhere text-soft">
            {m.audit_reason()} <q>{entry.reason}</q>
          </p>
        )}
        <p className="mt-0.5 text-small text-faint">
          <When iso={entry.createdAt} now={now} />
        </p>
      </div>
    </li>
  );
}

function FilterLink({
  query,
  name,
  value,
  children,
}: {
  query: URLSearchParams;
  name: string;
  value: string;
  children: ReactNode;
}) {
  return (
    <Link to={address(query, name, value)} className="font-medium hover:underline">
      <bdi>{children}</bdi>
    </Link>
  );
}

function address(query: URLSearchParams, name: string, value: string | null): string {
  const changed = new URLSearchParams(query);
  changed.delete('before');
  if (value === null) changed.delete(name);
  else changed.set(name, value);
  return `?${changed.toString()}`;
}

function Changes({ before, after }: Pick<AuditEntryDto, 'before' | 'after'>) {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  if (fields.length === 0) return null;
  return (
    <dl className="mt-1.5 grid gap-1 text-small text-soft">
      {fields.map((field) => (
        <div key={field} className="flex flex-wrap gap-x-2 wrap-anywhere">
          <dt className="text-faint">{fieldNames[field]?.() ?? field}</dt>
          <dd className="min-w-0">
            {before && <Value value={before[field]} isOld={after !== null} />}
            {before && after && <span aria-label={m.audit_became()}> → </span>}
            {after && <Value value={after[field]} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ value, isOld = false }: { value: AuditValues[string] | undefined; isOld?: boolean }) {
  const text = textOf(value);
  return isOld ? <del className="decoration-faint">{text}</del> : <span>{text}</span>;
}

function textOf(value: AuditValues[string] | undefined): string {
  if (value === true) return m.audit_yes();
  if (value === false) return m.audit_no();
  if (typeof value === 'object' && value !== null) return value.join(', ') || m.audit_nothing();
  return value === null || value === undefined || value === '' ? m.audit_nothing() : String(value);
}
