import { type CategoryDto, type ChannelDto, channelLimits } from '#contract/channels';
import { m } from '#i18n';
import type { FormState } from '../../lib/form-state.ts';
import { Checkbox } from '../../ui/choice.tsx';
import { TextField } from '../../ui/field.tsx';

export const channelFields = ['name', 'topic'] as const;
export const categoryFields = ['name'] as const;

/** A channel's name and topic. */
export function ChannelFields({ form, channel }: { form: FormState; channel?: ChannelDto }) {
  return (
    <>
      <TextField
        form={form}
        name="name"
        label={m.channel_name()}
        placeholder={m.channel_name_example()}
        required
        autoComplete="off"
        maxLength={channelLimits.nameMax}
        defaultValue={channel?.name}
      />
      <TextField
        form={form}
        name="topic"
        label={m.channel_topic()}
        hint={m.channel_topic_hint()}
        optional={m.ui_optional()}
        autoComplete="off"
        maxLength={channelLimits.topicMax}
        defaultValue={channel?.topic}
      />
      {!channel && (
        <Checkbox
          name="private"
          label={m.channel_private()}
          note={m.channel_private_note()}
          defaultChecked={form.value('private') !== undefined}
        />
      )}
    </>
  );
}

export function CategoryFields({ form, category }: { form: FormState; category?: CategoryDto }) {
  return (
    <>
      <TextField
        form={form}
        name="name"
        label={m.category_name()}
        placeholder={m.category_name_example()}
        required
        autoComplete="off"
        maxLength={channelLimits.categoryNameMax}
        defaultValue={category?.name}
      />
      {!category && (
        <Checkbox
          name="private"
          label={m.channel_private()}
          note={m.category_private_note()}
          defaultChecked={form.value('private') !== undefined}
        />
      )}
    </>
  );
}
