import { Form } from 'react-router';
import type { OwnRequestDto } from '#contract/invites';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { relativeTime } from '../../lib/dates.ts';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { Tile } from '../../ui/tile.tsx';

/** Where the visitor waits to be let in. Posts `intent=withdraw:<community>` to the start page. */
export function OwnRequests({ requests, now }: { requests: readonly OwnRequestDto[]; now: number }) {
  return (
    <section className="grid gap-2">
      <h2 className="text-note font-medium">{m.own_requests()}</h2>
      <ul className="grid gap-2">
        {requests.map(({ community, createdAt, isRefused }) => (
          <li key={community.id} className="flex flex-wrap items-center gap-3 rounded-l bg-panel p-3">
            <Tile letter={community.letter} accent={community.colour} />
            <div className="min-w-32 flex-1">
              <p className="font-semibold">
                <bdi>{community.name}</bdi>
              </p>
              <p className="text-small text-soft" suppressHydrationWarning>
                {isRefused
                  ? m.own_request_refused()
                  : m.own_request_waiting({ when: relativeTime(createdAt, now) })}
              </p>
            </div>
            {!isRefused && (
              <Form method="post" action="/?index" className="ms-auto">
                <SubmitButton
                  look="quiet"
                  intent={`withdraw:${community.id}`}
                  aria-label={m.invite_withdraw_from({ name: isolate(community.name) })}
                >
                  {m.own_request_withdraw()}
                </SubmitButton>
              </Form>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
