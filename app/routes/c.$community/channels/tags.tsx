import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { Form, redirect } from 'react-router';
import { forumLimits, type ForumTagDto } from '#contract/forums';
import { m } from '#i18n';
import { requireStructure } from '../../../features/channels/require-structure.ts';
import { CommunityPage } from '../../../features/communities/community-page.tsx';
import { TagName } from '../../../features/forums/tag-chip.tsx';
import { SettingsSection } from '../../../features/settings/settings-frame.tsx';
import { isolate } from '../../../lib/bidi.ts';
import { type FormState, useFormState } from '../../../lib/form-state.ts';
import { orUnreachable } from '../../../lib/reach.ts';
import { answer, missing, submit } from '../../../lib/respond.ts';
import { pageTitle } from '../../../lib/title.ts';
import { useChannel } from '../../../realtime/hooks.ts';
import { FormMessage } from '../../../ui/banner.tsx';
import { iconClass } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choice.tsx';
import { TextField } from '../../../ui/field.tsx';
import { SubmitButton } from '../../../ui/submit-button.tsx';
import type { Route } from './+types/tags';

export const meta: Route.MetaFunction = () => pageTitle(m.forum_manage_tags());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    await requireStructure(scope, args);
    return scope.services.forums.listTags(scope.ctx, { channelId: args.params.channelId });
  });
}

export async function action(args: Route.ActionArgs) {
  const { communityId, channelId } = args.params;
  return submit(args, async ({ services, ctx }, form) => {
    const { forums } = services;
    const tagId = form.text('tagId');
    const fields = {
      ...{ channelId, name: form.text('name'), emoji: form.text('emoji') },
      moderated: form.checked('moderated'),
    };
    switch (form.text('intent')) {
      case 'add':
        await forums.createTag(ctx, fields);
        break;
      case 'save':
        await forums.updateTag(ctx, { ...fields, tagId });
        break;
      case 'delete':
        await forums.deleteTag(ctx, { channelId, tagId });
        break;
      case 'up':
      case 'down': {
        const { tags } = await forums.listTags(ctx, { channelId });
        const step = form.text('intent') === 'up' ? -1 : 1;
        const index = Math.max(0, tags.findIndex(({ id }) => id === tagId) + step);
        await forums.moveTag(ctx, { channelId, tagId, index });
        break;
      }
      default:
        throw missing();
    }
    return redirect(`/c/${communityId}/channels/${channelId}/tags`);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

const fields = ['name', 'emoji'] as const;

export default function Tags({ loaderData: { tags }, actionData, params }: Route.ComponentProps) {
  const { communityId, channelId } = params;
  const channel = useChannel(communityId, channelId);
  const form = useFormState(actionData, fields);
  const at = actionData?.values['tagId'];
  const title = m.forum_tags_title({ channel: isolate(channel?.name ?? '') });
  return (
    <CommunityPage title={title} back={`/c/${communityId}/${channelId}`}>
      <p className="mb-6 text-soft">{m.forum_tags_note({ count: forumLimits.tagsMax })}</p>
      {tags.length === 0 ? (
        <p className="mb-8 text-soft">{m.forum_tags_none()}</p>
      ) : (
        <ul className="mb-10 grid gap-2">
          {tags.map((tag, index) => (
            <TagRow
              key={tag.id}
              tag={tag}
              form={at === tag.id ? form : undefined}
              isFirst={index === 0}
              isLast={index === tags.length - 1}
            />
          ))}
        </ul>
      )}
      {tags.length < forumLimits.tagsMax && (
        <SettingsSection title={m.forum_tag_add()}>
          {/* A new one each time: what was added stands in the list. */}
          <Form key={tags.length} method="post" noValidate className="grid gap-5">
            <FormMessage>{at === undefined ? form.message : undefined}</FormMessage>
            <TagFields form={at === undefined ? form : undefined} />
            <div>
              <SubmitButton intent="add">{m.forum_tag_add()}</SubmitButton>
            </div>
          </Form>
        </SettingsSection>
      )}
    </CommunityPage>
  );
}

function TagRow({
  tag,
  form,
  isFirst,
  isLast,
}: {
  tag: ForumTagDto;
  form: FormState | undefined;
  isFirst: boolean;
  isLast: boolean;
}) {
  const name = isolate(tag.name);
  return (
    <li className="rounded-l bg-panel px-4 py-2">
      <div className="flex min-w-0 items-center gap-2">
        <span className="flex min-w-0 flex-1 items-center gap-1.5 font-medium">
          <TagName tag={tag} />
          {tag.moderated && (
            <span className="flex-none text-small font-normal text-faint">{m.forum_tag_moderated()}</span>
          )}
        </span>
        <Form method="post" className="flex flex-none gap-1">
          <input type="hidden" name="tagId" value={tag.id} />
          <button
            name="intent"
            value="up"
            disabled={isFirst}
            className={`${iconClass} disabled:opacity-40`}
            aria-label={m.forum_tag_up({ name })}
            title={m.forum_tag_up({ name })}
          >
            <ArrowUp size={16} aria-hidden />
          </button>
          <button
            name="intent"
            value="down"
            disabled={isLast}
            className={`${iconClass} disabled:opacity-40`}
            aria-label={m.forum_tag_down({ name })}
            title={m.forum_tag_down({ name })}
          >
            <ArrowDown size={16} aria-hidden />
          </button>
        </Form>
      </div>
      <details open={form !== undefined}>
        <summary className="inline-flex min-h-8 cursor-pointer items-center text-note text-soft hover:text-text pointer-coarse:min-h-11">
          {m.forum_tag_edit({ name })}
        </summary>
        <Form key={JSON.stringify(tag)} method="post" noValidate className="grid gap-5 py-3">
          <input type="hidden" name="tagId" value={tag.id} />
          <FormMessage>{form?.message}</FormMessage>
          <TagFields form={form} tag={tag} />
          <div className="flex flex-wrap gap-2">
            <SubmitButton intent="save">{m.forum_tag_save()}</SubmitButton>
            <SubmitButton look="quiet-danger" intent="delete">
              <Trash2 size={16} aria-hidden /> {m.forum_tag_delete()}
            </SubmitButton>
          </div>
        </Form>
      </details>
    </li>
  );
}

function TagFields({ form, tag }: { form: FormState | undefined; tag?: ForumTagDto }) {
  return (
    <>
      <TextField
        {...(form && { form })}
        name="name"
        label={m.forum_tag_name()}
        required
        autoComplete="off"
        maxLength={forumLimits.tagNameMax}
        defaultValue={tag?.name}
      />
      <TextField
        {...(form && { form })}
        name="emoji"
        label={m.forum_tag_emoji()}
        hint={m.forum_tag_emoji_hint()}
        optional={m.ui_optional()}
        autoComplete="off"
        maxLength={16}
        className="max-w-32"
        defaultValue={tag?.emoji}
      />
      <Checkbox
        name="moderated"
        label={m.forum_tag_only_moderators()}
        note={m.forum_tag_only_moderators_note()}
        defaultChecked={form?.value('moderated') !== undefined || tag?.moderated === true}
      />
    </>
  );
}
