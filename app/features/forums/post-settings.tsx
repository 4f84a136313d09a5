import { Form } from 'react-router';
import { forumLimits, type ForumTagDto } from '#contract/forums';
import type { ThreadDto } from '#contract/threads';
import { m } from '#i18n';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { DeleteSection } from '../channels/delete-section.tsx';
import { SettingsSection } from '../settings/settings-frame.tsx';
import { TagChoice } from './tag-choice.tsx';
import './forum.css';

/** What a thread has more when it is a post of a forum: tags, its place at the top, and its end. */
export function PostSettings({
  thread,
  tags,
  manages,
}: {
  thread: ThreadDto;
  tags: readonly ForumTagDto[];
  manages: boolean;
}) {
  return (
    <>
      {tags.length > 0 && (
        <SettingsSection title={m.forum_tags()}>
          <Form method="post" className="grid gap-4">
            <TagChoice
              legend={m.forum_post_tags()}
              tags={tags}
              moderates={manages}
              isOn={(id) => thread.tagIds.includes(id)}
            />
            <div>
              <SubmitButton intent="tags">{m.forum_tags_save()}</SubmitButton>
            </div>
          </Form>
        </SettingsSection>
      )}
      {manages && (
        <SettingsSection title={m.forum_pin_title()} note={m.forum_pin_note({ count: forumLimits.pinsMax })}>
          <Form method="post">
            <SubmitButton look="secondary" intent={thread.isPinned ? 'unpin' : 'pin'}>
              {thread.isPinned ? m.forum_unpin() : m.forum_pin()}
            </SubmitButton>
          </Form>
        </SettingsSection>
      )}
      <DeleteSection
        title={m.forum_delete()}
        question={m.forum_delete_question()}
        text={m.forum_delete_note()}
        onAsk={() => undefined}
      />
    </>
  );
}
