import { ArrowDown, ArrowUp, ShieldHalf } from 'lucide-react';
import { Form, data, redirect } from 'react-router';
import { m } from '#i18n';
import { sections } from '../../../features/channels/arrange.ts';
import { DeleteSection } from '../../../features/channels/delete-section.tsx';
import { requireStructure } from '../../../features/channels/require-structure.ts';
import { CategoryFields, categoryFields } from '../../../features/channels/structure-fields.tsx';
import { CommunityPage } from '../../../features/communities/community-page.tsx';
import { SettingsSection } from '../../../features/settings/settings-frame.tsx';
import { useStructureDialog } from '../../../features/channels/structure-dialogs.tsx';
import { isolate } from '../../../lib/bidi.ts';
import { useFormState } from '../../../lib/form-state.ts';
import { orUnreachable } from '../../../lib/reach.ts';
import { answer, missing, submit } from '../../../lib/respond.ts';
import { pageTitle } from '../../../lib/title.ts';
import { FormMessage } from '../../../ui/banner.tsx';
import { ButtonLink } from '../../../ui/button.tsx';
import { SubmitButton } from '../../../ui/submit-button.tsx';
import type { Route } from './+types/edit';

export const meta: Route.MetaFunction = ({ loaderData }) =>
  pageTitle(loaderData?.category.name ?? '', m.category_edit());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    const order = sections(await requireStructure(scope, args)).flatMap(({ category }) => category ?? []);
    const at = order.findIndex(({ id }) => id === args.params.categoryId);
    const category = order[at];
    if (!category) throw missing();
    return { category, at, count: order.length };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }, form) => {
    const { communityId, categoryId } = args.params;
    let next = `/c/${communityId}`;
    switch (form.text('intent')) {
      case 'save':
        await services.channels.renameCategory(ctx, { categoryId, name: form.text('name') });
        break;
      case 'place':
        await services.channels.moveCategory(ctx, { categoryId, index: form.number('index') ?? Number.NaN });
        next = `/c/${communityId}/categories/${categoryId}`;
        break;
      case 'delete':
        await services.channels.deleteCategory(ctx, { categoryId });
        break;
      default:
        throw missing();
    }
    return form.checked('stay') ? data({ done: true } as const) : redirect(next);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function EditCategory({
  loaderData: { category, at, count },
  actionData,
  params,
}: Route.ComponentProps) {
  const { open } = useStructureDialog();
  const form = useFormState(actionData && 'error' in actionData ? actionData : undefined, categoryFields);
  return (
    <CommunityPage title={category.name} back={`/c/${params.communityId}`}>
      <SettingsSection title={m.category_edit()}>
        <Form method="post" noValidate ref={form.ref} className="grid gap-5">
          <FormMessage>{form.message}</FormMessage>
          <CategoryFields form={form} category={category} />
          <div>
            <SubmitButton intent="save">{m.ui_save()}</SubmitButton>
          </div>
        </Form>
      </SettingsSection>
      <SettingsSection title={m.place_permissions()} note={m.place_permissions_note()}>
        <ButtonLink to={`/c/${params.communityId}/categories/${category.id}/permissions`}>
          <ShieldHalf size={17} aria-hidden /> {m.place_open()}
        </ButtonLink>
      </SettingsSection>
      <SettingsSection title={m.channel_position()}>
        <div className="flex flex-wrap gap-2">
          <MoveForm index={at - 1} disabled={at === 0}>
            <ArrowUp size={16} aria-hidden /> {m.channel_move_up()}
          </MoveForm>
          <MoveForm index={at + 1} disabled={at === count - 1}>
            <ArrowDown size={16} aria-hidden /> {m.channel_move_down()}
          </MoveForm>
        </div>
      </SettingsSection>
      <DeleteSection
        title={m.category_delete()}
        question={m.category_delete_title({ name: isolate(category.name) })}
        text={m.category_delete_text()}
        onAsk={open({ kind: 'delete-category', category })}
      />
    </CommunityPage>
  );
}

function MoveForm({
  index,
  disabled,
  children,
}: {
  index: number;
  disabled: boolean;
  children: React.ReactNode;
}) {
  return (
    <Form method="post">
      <input type="hidden" name="index" value={index} />
      <SubmitButton look="secondary" intent="place" disabled={disabled}>
        {children}
      </SubmitButton>
    </Form>
  );
}
