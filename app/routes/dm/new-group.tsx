import { UsersRound } from 'lucide-react';
import { Form, redirect } from 'react-router';
import { conversationLimits } from '#contract/conversations';
import { m } from '#i18n';
import { CommunityPage } from '../../features/communities/community-page.tsx';
import { FriendChoice } from '../../features/direct/friend-choice.tsx';
import { conversationAddress } from '../../features/direct/names.ts';
import { useFormState } from '../../lib/form-state.ts';
import { orUnreachable } from '../../lib/reach.ts';
import { submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { useRelations } from '../../realtime/direct-hooks.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TextField } from '../../ui/field.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import type { Route } from './+types/new-group';

export const meta: Route.MetaFunction = () => pageTitle(m.direct_new_group());

export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }, form) => {
    const { id } = await services.conversations.createGroup(ctx, {
      memberIds: form.marked('member:'),
      name: form.text('name'),
    });
    return redirect(conversationAddress(id));
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function NewGroup({ actionData }: Route.ComponentProps) {
  const friends = useRelations().filter(({ state }) => state === 'friend');
  const form = useFormState(actionData, ['name']);
  return (
    <CommunityPage title={m.direct_new_group()} back="/dm">
      {friends.length === 0 ? (
        <EmptyState
          level="h2"
          icon={<UsersRound size={24} />}
          title={m.friends_none()}
          actions={
            <ButtonLink to="/dm" look="primary">
              {m.friends_title()}
            </ButtonLink>
          }
        >
          {m.direct_group_friends_first()}
        </EmptyState>
      ) : (
        <Form method="post" className="grid gap-6">
          <FormMessage>{actionData?.text}</FormMessage>
          <TextField
            name="name"
            label={m.direct_group_name()}
            optional={m.ui_optional()}
            hint={m.direct_group_name_hint()}
            form={form}
            maxLength={conversationLimits.nameMax}
          />
          <FriendChoice legend={m.direct_group_who()} people={friends.map(({ account }) => account)} />
          <div>
            <SubmitButton>{m.direct_group_create()}</SubmitButton>
          </div>
        </Form>
      )}
    </CommunityPage>
  );
}
