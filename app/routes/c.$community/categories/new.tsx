import { Form, data, redirect } from 'react-router';
import { m } from '#i18n';
import { requireStructure } from '../../../features/channels/require-structure.ts';
import { CategoryFields, categoryFields } from '../../../features/channels/structure-fields.tsx';
import { CommunityPage } from '../../../features/communities/community-page.tsx';
import { useFormState } from '../../../lib/form-state.ts';
import { orUnreachable } from '../../../lib/reach.ts';
import { answer, submit } from '../../../lib/respond.ts';
import { pageTitle } from '../../../lib/title.ts';
import { FormMessage } from '../../../ui/banner.tsx';
import { SubmitButton } from '../../../ui/submit-button.tsx';
import type { Route } from './+types/new';

export const meta: Route.MetaFunction = () => pageTitle(m.category_create());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    await requireStructure(scope, args);
    return null;
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }, form) => {
    const { communityId } = args.params;
    const { categoryId } = await services.channels.createCategory(ctx, {
      communityId,
      name: form.text('name'),
      isPrivate: form.checked('private'),
    });
    // Nobody else sees a private one yet: next one says who does.
    if (form.checked('private'))
      return redirect(`/c/${communityId}/categories/${categoryId}/permissions?new`);
    return form.checked('stay') ? data({ done: true } as const) : redirect(`/c/${communityId}`);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function NewCategory({ actionData, params }: Route.ComponentProps) {
  const form = useFormState(actionData && 'error' in actionData ? actionData : undefined, categoryFields);
  return (
    <CommunityPage title={m.category_create()} back={`/c/${params.communityId}`}>
      <Form method="post" noValidate ref={form.ref} className="grid gap-5">
        <FormMessage>{form.message}</FormMessage>
        <CategoryFields form={form} />
        <div>
          <SubmitButton>{m.ui_create()}</SubmitButton>
        </div>
      </Form>
    </CommunityPage>
  );
}
