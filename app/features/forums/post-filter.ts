import { type PostOrder, postOrders } from '#contract/forums';

/** What a list of posts shows: nothing chosen shows all. */
export interface Shown {
  order: PostOrder;
  tagIds: readonly string[];
  unanswered: boolean;
}

export const orderCookie = 'hearth_posts';

/** The order that this device last chose, out of a `Cookie` header or `document.cookie`. */
export function readOrder(cookies: string | null): PostOrder {
  const value = cookies
    ?.split(';')
    .map((each) => each.trim().split('='))
    .find(([name]) => name === orderCookie)?.[1];
  return postOrders.find((order) => order === value) ?? 'active';
}

export const isAll = ({ tagIds, unanswered }: Shown): boolean => tagIds.length === 0 && !unanswered;

/** The same as an address, for a page without JavaScript and a link to share. */
export function searchOf(
  { order, tagIds, unanswered }: Shown,
  more: { older?: boolean; before?: string } = {},
): string {
  const query = new URLSearchParams({ order });
  for (const id of tagIds) query.append('tag', id);
  if (unanswered) query.set('unanswered', '1');
  if (more.older) query.set('older', '1');
  if (more.before) query.set('before', more.before);
  return `?${query}`;
}
