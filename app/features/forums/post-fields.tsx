import type { ReactNode } from 'react';
import { forumLimits, type ForumTagDto } from '#contract/forums';
import { messageLimits } from '#contract/messages';
import { threadLimits } from '#contract/threads';
import { m } from '#i18n';
import type { FormState } from '../../lib/form-state.ts';
import { TextField } from '../../ui/field.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TagChoice } from './tag-choice.tsx';

export interface PostDraft {
  title: string;
  body: string;
}

export const postFields = ['title', 'body'] as const;

/** A new post: its title, its first message, and its tags. */
export function PostFields({
  form,
  tags,
  clientId,
  moderates,
  draft,
}: {
  form: FormState;
  tags: readonly ForumTagDto[];
  /** Sent twice, it posts once. */
  clientId: string;
  moderates: boolean;
  /** What was half written. */
  draft?: PostDraft | undefined;
}): ReactNode {
  return (
    <>
      <input type="hidden" name="clientId" value={form.value('clientId') ?? clientId} />
      <TextField
        form={form}
        name="title"
        label={m.forum_title()}
        defaultValue={draft?.title}
        hint={m.forum_title_hint()}
        required
        autoComplete="off"
        maxLength={threadLimits.nameMax}
      />
      <TextArea
        form={form}
        name="body"
        label={m.forum_text()}
        defaultValue={draft?.body}
        hint={m.forum_text_hint()}
        required
        rows={6}
        maxLength={messageLimits.bodyMax}
      />
      <TagChoice
        legend={m.forum_tags_choose({ count: forumLimits.postTagsMax })}
        tags={tags}
        moderates={moderates}
        isOn={(id) => form.value(`tag:${id}`) !== undefined}
        problem={form.problem('tagIds')}
      />
    </>
  );
}
