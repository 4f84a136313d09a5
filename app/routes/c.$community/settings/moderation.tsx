import { CircleCheck, Lock, Timer } from 'lucide-react';
import { Form, Link, data, redirect } from 'react-router';
import type { ChannelDto } from '#contract/channels';
import { messageLimits } from '#contract/messages';
import { m } from '#i18n';
import { CommunitySettings } from '../../../features/communities/community-settings.tsx';
import { FilterList } from '../../../features/moderation/filter-list.tsx';
import { actionText } from '../../../features/moderation/filter-texts.ts';
import { HeldList } from '../../../features/moderation/held-list.tsx';
import { useFresh } from '../../../features/moderation/use-fresh.ts';
import { SettingsSection } from '../../../features/settings/settings-frame.tsx';
import { duration } from '../../../lib/dates.ts';
import { useFormState } from '../../../lib/form-state.ts';
import { orUnreachable } from '../../../lib/reach.ts';
import { answer, missing, submit } from '../../../lib/respond.ts';
import { pageTitle } from '../../../lib/title.ts';
import { requireViewer } from '../../../lib/viewer.ts';
import { useCommunity } from '../../../realtime/hooks.ts';
import { Banner, FormMessage } from '../../../ui/banner.tsx';
import { SavedNote } from '../../../ui/saved-note.tsx';
import { SubmitButton } from '../../../ui/submit-button.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import type { Route } from './+types/moderation';

export const meta: Route.MetaFunction = () => pageTitle(m.moderation_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { services, ctx } = scope;
    const { communityId } = args.params;
    const { communities } = await services.communities.getBootstrap(ctx);
    const community = communities.find(({ id }) => id === communityId);
    const filters = community?.permissions.includes('filter.manage') ?? false;
    const moderates = community !== undefined && community.heldMessages !== null;
    if (!community || (!filters && !moderates)) throw missing();
    return {
      held: moderates ? await services.messages.listHeld(ctx, { communityId }) : null,
      filters: filters ? await services.filters.listFilters(ctx, { communityId }) : null,
      paced: community.channels.filter(
        ({ slowMode, locked, permissions }) =>
          (slowMode > 0 || locked) && permissions.includes('message.manage'),
      ),
      saved: new URL(args.request.url).searchParams.has('saved'),
      now: Date.now(),
    };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }, form) => {
    const { communityId } = args.params;
    const heldId = form.text('heldId');
    switch (form.text('intent')) {
      case 'test': {
        const body = form.text('body');
        return data({ body, test: await services.filters.testFilters(ctx, { communityId, body }) });
      }
      case 'approve':
        await services.messages.approveHeld(ctx, { communityId, heldId });
        break;
      case 'refuse':
        await services.messages.refuseHeld(ctx, { communityId, heldId, reason: form.optional('reason') });
        break;
      default:
        throw missing();
    }
    return redirect(`/c/${communityId}/settings/moderation`);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Moderation({ loaderData, actionData, params }: Route.ComponentProps) {
  const { held, filters, paced, saved, now } = loaderData;
  const { communityId } = params;
  const base = `/c/${communityId}/settings/moderation`;
  const form = useFormState(actionData && 'error' in actionData ? actionData : undefined, ['body']);
  const tested = actionData && 'test' in actionData ? actionData : null;
  useFresh(useCommunity(communityId)?.heldMessages);
  return (
    <CommunitySettings communityId={communityId}>
      {saved && !actionData && <SavedNote className="mb-6" />}
      <FormMessage>{form.message}</FormMessage>
      {held && (
        <SettingsSection title={m.held_title()} note={m.held_note()}>
          <HeldList held={held} now={now} />
        </SettingsSection>
      )}
      {filters && (
        <>
          <SettingsSection title={m.filters_title()} note={m.filters_note()}>
            <FilterList base={base} filters={filters} />
          </SettingsSection>
          <SettingsSection title={m.filter_test()} note={m.filter_test_note()}>
            <Form method="post" noValidate className="grid gap-4" ref={form.ref} preventScrollReset>
              <TextArea
                form={form}
                name="body"
                label={m.filter_test_text()}
                rows={3}
                maxLength={messageLimits.bodyMax}
                defaultValue={tested?.body}
              />
              <div>
                <SubmitButton look="secondary" intent="test">
                  {m.filter_test_run()}
                </SubmitButton>
              </div>
              <div role="status">
                {tested && (
                  <Banner kind={tested.test.action === null ? 'success' : 'info'}>
                    {tested.test.action === null ? (
                      m.filter_test_passes()
                    ) : (
                      <>
                        <p className="font-medium">{testedText[tested.test.action]()}</p>
                        <ul className="mt-1 list-disc ps-4">
                          {tested.test.matches.map(({ filterId, name, action: does }) => (
                            <li key={filterId}>
                              <Link
                                to={`${base}/filters/${filterId}`}
                                className="underline underline-offset-2"
                              >
                                <bdi>{name}</bdi>
                              </Link>{' '}
                              · {actionText(does)}
                            </li>
                          ))}
                        </ul>
                      </>
                    )}
                  </Banner>
                )}
              </div>
            </Form>
          </SettingsSection>
        </>
      )}
      {held && <PacedChannels communityId={communityId} channels={paced} />}
    </CommunitySettings>
  );
}

const testedText = {
  block: m.filter_test_block,
  hold: m.filter_test_hold,
  alert: m.filter_test_alert,
};

/** Channels that are slowed down or closed: what is easily forgotten. */
function PacedChannels({ communityId, channels }: { communityId: string; channels: readonly ChannelDto[] }) {
  return (
    <SettingsSection title={m.paced_title()} note={m.paced_note()}>
      {channels.length === 0 ? (
        <p className="flex items-center gap-2 text-note text-soft">
          <CircleCheck size={16} className="text-success" aria-hidden /> {m.paced_none()}
        </p>
      ) : (
        <ul className="grid gap-2">
          {channels.map(({ id, name, slowMode, locked }) => (
            <li key={id}>
              <Link
                to={`/c/${communityId}/channels/${id}/moderation`}
                className="flex min-h-11 items-center gap-3 rounded-l bg-panel px-3.5 py-2 hover:bg-hover"
              >
                <bdi className="name min-w-0 flex-1 font-medium"># {name}</bdi>
                {slowMode > 0 && (
                  <span className="flex flex-none items-center gap-1.5 text-small text-soft">
                    <Timer size={14} aria-hidden /> {duration(slowMode)}
                  </span>
                )}
                {locked && (
                  <span className="flex flex-none items-center gap-1.5 text-small text-soft">
                    <Lock size={14} aria-hidden /> {m.channel_locked()}
                  </span>
                )}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </SettingsSection>
  );
}
