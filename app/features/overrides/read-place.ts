import type { PlaceKind, PlaceRules } from '#contract/overrides';
import type { RequestScope } from '#server/http/request-scope.ts';
import { requireViewer } from '../../lib/viewer.ts';

export interface PlaceData {
  rules: PlaceRules;
  /** Members that were looked for, to say something of them. */
  found: { id: string; username: string; name: string }[];
  search: string;
  saved: string | null;
  /** It was just made, and nobody else sees it. */
  isNew: boolean;
}

export async function readPlace(
  scope: RequestScope,
  request: Request,
  place: PlaceKind,
  placeId: string,
): Promise<PlaceData> {
  requireViewer(scope, request);
  const { overrides } = scope.services;
  const query = new URL(request.url).searchParams;
  const search = (query.get('search') ?? '').trim().slice(0, 64);
  const [rules, found] = await Promise.all([
    overrides.getPlaceRules(scope.ctx, { place, placeId }),
    search ? overrides.findHolders(scope.ctx, { place, placeId, search }) : [],
  ]);
  return { rules, found, search, saved: query.get('saved'), isNew: query.has('new') };
}
