import { ArrowLeft, Search as SearchIcon } from 'lucide-react';
import { Form, Link } from 'react-router';
import { searchLimits } from '#contract/search';
import { m } from '#i18n';
import { useZoneCookie } from '../features/messages/use-zone-cookie.ts';
import { readZone, timesFor } from '../features/messages/times.ts';
import { HitRow } from '../features/search/hit-row.tsx';
import { NothingFound } from '../features/search/nothing-found.tsx';
import { SearchTips } from '../features/search/search-tips.tsx';
import { titleOf } from '../features/direct/names.ts';
import { answer } from '../lib/respond.ts';
import { pageTitle } from '../lib/title.ts';
import { requireViewer } from '../lib/viewer.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { inputClass } from '../ui/field.tsx';
import type { Route } from './+types/search';

export const meta: Route.MetaFunction = ({ loaderData }) =>
  pageTitle(...(loaderData?.text ? [loaderData.text] : []), m.search_title());

/** The search as a page: by its address, and without JavaScript. */
export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    const viewer = requireViewer(scope, args.request);
    const { services, ctx } = scope;
    const query = new URL(args.request.url).searchParams;
    const of = (name: string) => query.get(name) || undefined;
    const [text, channelId, communityId, after] = [of('q'), of('channel'), of('community'), of('after')];
    const isWide = query.get('where') === 'everywhere';
    const order = query.get('order') === 'best' ? ('best' as const) : ('newest' as const);
    const timeZone = readZone(args.request.headers.get('cookie'));
    const page = text?.trim()
      ? await services.search.searchMessages(ctx, {
          ...{ text, order, timeZone },
          ...(channelId && !isWide && { channelId }),
          ...(communityId && !channelId && !isWide && { communityId }),
          ...(after && { after }),
        })
      : null;
    const { conversations } = await services.communities.getBootstrap(ctx);
    const shown = new Set(page?.hits.map(({ channel }) => channel.id));
    return {
      ...{ text, channelId, communityId, isWide, order, page, timeZone },
      names: Object.fromEntries(
        conversations.filter(({ id }) => shown.has(id)).map((each) => [each.id, titleOf(each, viewer.id)]),
      ),
      now: Date.now(),
    };
  });
}

export default function SearchPage({ loaderData }: Route.ComponentProps) {
  const { text, channelId, communityId, isWide, order, page, names, now } = loaderData;
  useZoneCookie();
  const times = timesFor(loaderData.timeZone);
  const hasScope = channelId !== undefined || communityId !== undefined;
  const address = (more: Record<string, string>) =>
    `/search?${new URLSearchParams({
      ...(text && { q: text }),
      ...(channelId && { channel: channelId }),
      ...(communityId && { community: communityId }),
      ...(isWide && { where: 'everywhere' }),
      ...(order === 'best' && { order }),
      ...more,
    })}`;
  return (
    <main
      id="main"
      tabIndex={-1}
      className="mx-auto min-h-dvh w-full max-w-[720px] px-4 pt-6 pb-16 outline-none"
    >
      <p className="mb-3">
        <Link
          to="/"
          className="link inline-flex min-h-8 items-center gap-1.5 text-note pointer-coarse:min-h-11"
        >
          <ArrowLeft size={16} className="rtl:-scale-x-100" /> {m.search_back()}
        </Link>
      </p>
      <h1 className="mb-4 text-title font-semibold">{m.search_title()}</h1>
      <Form method="get" action="/search" role="search" className="grid gap-3">
        {channelId && <input type="hidden" name="channel" value={channelId} />}
        {communityId && <input type="hidden" name="community" value={communityId} />}
        <div className="flex gap-2">
          <input
            type="search"
            name="q"
            defaultValue={text}
            key={text}
            aria-label={m.search_label()}
            placeholder={m.search_placeholder()}
            maxLength={searchLimits.textMax}
            dir="auto"
            autoFocus={!text}
            className={inputClass}
          />
          <Button type="submit" look="primary">
            <SearchIcon size={17} aria-hidden /> {m.search_submit()}
          </Button>
        </div>
        <div className="flex flex-wrap gap-x-6 gap-y-1">
          {hasScope && (
            <Choice
              legend={m.search_where()}
              name="where"
              value={isWide ? 'everywhere' : 'here'}
              options={[
                { value: 'here', label: channelId ? m.search_here() : m.search_community() },
                { value: 'everywhere', label: m.search_everywhere() },
              ]}
            />
          )}
          <Choice
            legend={m.search_order()}
            name="order"
            value={order}
            options={[
              { value: 'newest', label: m.search_newest() },
              { value: 'best', label: m.search_best() },
            ]}
          />
        </div>
      </Form>
      <section aria-label={m.search_results()} className="mt-5 -mx-3">
        {!page && <SearchTips />}
        {page?.hits.length === 0 && <NothingFound unknown={page.unknown} />}
        {page && page.hits.length > 0 && (
          <ol>
            {page.hits.map((hit) => (
              <li key={hit.id}>
                <HitRow
                  hit={hit}
                  placeName={names[hit.channel.id] ?? hit.place.name}
                  times={times}
                  now={now}
                />
              </li>
            ))}
          </ol>
        )}
        {page?.next && (
          <p className="mt-3 text-center">
            <ButtonLink to={address({ after: page.next })}>
              {order === 'best' ? m.search_next_best() : m.search_next()}
            </ButtonLink>
          </p>
        )}
      </section>
    </main>
  );
}

function Choice({
  legend,
  name,
  value,
  options,
}: {
  legend: string;
  name: string;
  value: string;
  options: readonly { value: string; label: string }[];
}) {
  return (
    <fieldset className="flex flex-wrap items-center gap-x-4">
      <legend className="sr-only">{legend}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="inline-flex min-h-8 items-center gap-2 text-note pointer-coarse:min-h-11"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            defaultChecked={option.value === value}
            key={value}
            className="size-4"
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
