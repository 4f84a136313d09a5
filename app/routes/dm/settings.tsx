import { LogOut } from 'lucide-react';
import { Form, redirect, useRouteLoaderData } from 'react-router';
import { conversationLimits, type ConversationDto } from '#contract/conversations';
import type { CommunityColour } from '#contract/communities';
import { m } from '#i18n';
import { colourOptions } from '../../features/communities/colours.ts';
import { CommunityPage } from '../../features/communities/community-page.tsx';
import { DirectMissing } from '../../features/direct/direct-missing.tsx';
import { FriendChoice } from '../../features/direct/friend-choice.tsx';
import { conversationAddress, othersOf, titleOf } from '../../features/direct/names.ts';
import { PersonLine } from '../../features/direct/person-line.tsx';
import { relate } from '../../features/direct/relate.ts';
import { RelationButtons } from '../../features/direct/relation-buttons.tsx';
import { SettingsSection } from '../../features/settings/settings-frame.tsx';
import { isolate } from '../../lib/bidi.ts';
import { useFormState } from '../../lib/form-state.ts';
import { orUnreachable } from '../../lib/reach.ts';
import { answer, submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { requireViewer } from '../../lib/viewer.ts';
import { useRelation } from '../../realtime/hooks.ts';
import { useDirect, useRelations } from '../../realtime/direct-hooks.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { ColourPicker } from '../../ui/choice.tsx';
import { TextField } from '../../ui/field.tsx';
import { SavedNote } from '../../ui/saved-note.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import type { Route } from './+types/settings';
import type { loader as layoutLoader } from './layout.tsx';

export const meta: Route.MetaFunction = () => pageTitle(m.direct_group_settings());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { conversations } = scope.services;
    await conversations.getConversation(scope.ctx, { conversationId: args.params.channelId });
    return { saved: new URL(args.request.url).searchParams.has('saved') };
  });
}

export async function action(args: Route.ActionArgs) {
  const conversationId = args.params.channelId;
  const here = `${conversationAddress(conversationId)}/settings`;
  return submit(args, async (scope, form) => {
    const { services, ctx } = scope;
    const { conversations } = services;
    const [intent, accountId = ''] = form.text('intent').split(':');
    if (intent === 'update') {
      const colour = form.text('colour') as CommunityColour;
      await conversations.updateGroup(ctx, { conversationId, name: form.text('name'), colour });
      return redirect(`${here}?saved`);
    }
    if (intent === 'members')
      await conversations.addMembers(ctx, { conversationId, memberIds: form.marked('member:') });
    else if (intent === 'expel') await conversations.removeMember(ctx, { conversationId, accountId });
    else if (intent === 'owner') await conversations.handGroupOver(ctx, { conversationId, accountId });
    else if (intent === 'leave') {
      await conversations.leaveGroup(ctx, { conversationId });
      return redirect('/dm');
    } else return (await relate(scope, form)) ?? redirect(here);
    return redirect(here);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function DirectSettings({ loaderData, actionData, params }: Route.ComponentProps) {
  const conversation = useDirect(params.channelId);
  const layout = useRouteLoaderData<typeof layoutLoader>('routes/dm/layout');
  const form = useFormState(actionData, ['name']);
  if (!conversation || !layout) return <DirectMissing />;
  const viewerId = layout.viewer.id;
  return (
    <CommunityPage title={titleOf(conversation, viewerId)} back={conversationAddress(conversation.id)}>
      <FormMessage>{actionData?.text}</FormMessage>
      {conversation.kind === 'direct' ? (
        <OtherPerson conversation={conversation} viewerId={viewerId} />
      ) : (
        <GroupSettings
          conversation={conversation}
          viewerId={viewerId}
          saved={loaderData.saved && !actionData}
          form={form}
        />
      )}
    </CommunityPage>
  );
}

function OtherPerson({ conversation, viewerId }: { conversation: ConversationDto; viewerId: string }) {
  const [other] = othersOf(conversation, viewerId);
  const state = useRelation(other?.id ?? '');
  if (!other?.displayName)
    return <p className="text-soft">{m.direct_closed({ name: m.chat_author_gone() })}</p>;
  return (
    <Form method="post" className="grid gap-3">
      <ul>
        <PersonLine account={other}>
          <RelationButtons accountId={other.id} name={other.displayName} state={state} message={false} />
        </PersonLine>
      </ul>
      <p className="text-note text-soft">{m.friends_block_note()}</p>
    </Form>
  );
}

function GroupSettings({
  conversation,
  viewerId,
  saved,
  form,
}: {
  conversation: ConversationDto;
  viewerId: string;
  saved: boolean;
  form: ReturnType<typeof useFormState>;
}) {
  const { members, ownerId } = conversation;
  const owns = ownerId === viewerId;
  const there = new Set(members.map(({ id }) => id));
  const addable = useRelations()
    .filter(({ state, account }) => state === 'friend' && !there.has(account.id))
    .map(({ account }) => account);
  return (
    <>
      <Form method="post" className="mb-10 grid gap-5">
        <TextField
          name="name"
          label={m.direct_group_name()}
          optional={m.ui_optional()}
          hint={m.direct_group_name_hint()}
          form={form}
          defaultValue={conversation.name}
          maxLength={conversationLimits.nameMax}
        />
        <ColourPicker
          name="colour"
          legend={m.community_colour()}
          options={colourOptions()}
          defaultValue={conversation.colour}
        />
        {saved && <SavedNote />}
        <div>
          <SubmitButton intent="update">{m.ui_save()}</SubmitButton>
        </div>
      </Form>
      <SettingsSection title={m.direct_people({ count: members.length })}>
        <Form method="post" preventScrollReset>
          <ul className="grid gap-2">
            {members.map((member) => (
              <PersonLine
                key={member.id}
                account={member}
                note={member.id === ownerId ? m.direct_group_owner() : undefined}
              >
                {owns && member.id !== viewerId && (
                  <>
                    <SubmitButton
                      look="quiet"
                      intent={`owner:${member.id}`}
                      aria-label={m.direct_group_hand_over_one({ name: isolate(member.displayName) })}
                    >
                      {m.direct_group_hand_over()}
                    </SubmitButton>
                    <SubmitButton
                      look="quiet-danger"
                      intent={`expel:${member.id}`}
                      aria-label={m.direct_group_remove_one({ name: isolate(member.displayName) })}
                    >
                      {m.direct_group_remove()}
                    </SubmitButton>
                  </>
                )}
              </PersonLine>
            ))}
          </ul>
        </Form>
      </SettingsSection>
      {addable.length > 0 && members.length < conversationLimits.membersMax && (
        <SettingsSection title={m.direct_group_add()}>
          <Form method="post" className="grid gap-4" key={members.length}>
            <FriendChoice legend={m.direct_group_who()} people={addable} />
            <div>
              <SubmitButton intent="members" look="secondary">
                {m.direct_group_add()}
              </SubmitButton>
            </div>
          </Form>
        </SettingsSection>
      )}
      <SettingsSection title={m.direct_group_leave()} note={m.direct_group_leave_note()}>
        <Form method="post">
          <SubmitButton intent="leave" look="danger">
            <LogOut size={17} aria-hidden /> {m.direct_group_leave()}
          </SubmitButton>
        </Form>
      </SettingsSection>
    </>
  );
}
