import type { CommunityView } from '#server/domains/permissions/index.ts';
import type { AuditEntryDto, AuditValues } from './contract.ts';

/** Fields that hold the name of a channel or a category. */
const placeFields = ['channel', 'category'] as const;

/**
 * What a reader of the log may know of an entry: that something was done, by whom and when; but not what a channel that
 * they do not see is called, nor what changed there. Of a place that is gone nobody knows any more who saw it: it keeps
 * its name for who sees everything.
 */
export function concealFrom(view: CommunityView, accountId: string): (entry: AuditEntryDto) => AuditEntryDto {
  const permissions = view.permissionsOf(accountId);
  if (permissions.has('administrator')) return (entry) => entry;
  const channels = [...view.channels.values()].filter(({ id }) =>
    view.permissionsOf(accountId, id).has('channel.view'),
  );
  const held = new Set(channels.map(({ categoryId }) => categoryId));
  const categories = view.categories.filter(({ id }) => permissions.has('channel.manage') || held.has(id));
  const ids = new Set([...channels, ...categories].map(({ id }) => id));
  const names = new Set(['', ...[...channels, ...categories].map(({ name }) => name)]);
  const values = (all: AuditValues | null): AuditValues | null => {
    const hidden = placeFields.filter((field) => typeof all?.[field] === 'string' && !names.has(all[field]));
    return hidden.length === 0
      ? all
      : { ...all, ...Object.fromEntries(hidden.map((field) => [field, null])) };
  };
  return (entry) => {
    const { target } = entry;
    const isPlace = target?.kind === 'channel' || target?.kind === 'category';
    if (isPlace && !ids.has(target.id ?? ''))
      return { ...entry, target: { kind: target.kind, id: null, name: '' }, before: null, after: null };
    return { ...entry, before: values(entry.before), after: values(entry.after) };
  };
}
