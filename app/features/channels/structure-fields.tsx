import { Hash, Megaphone, MessagesSquare } from 'lucide-react';
import { type CategoryDto, type ChannelDto, channelLimits, slowModes } from '#contract/channels';
import { m } from '#i18n';
import type { FormState } from '../../lib/form-state.ts';
import { duration } from '../../lib/dates.ts';
import { Checkbox, RadioCards } from '../../ui/choice.tsx';
import { Select, TextField } from '../../ui/field.tsx';

export const channelFields = ['name', 'topic', 'kind', 'slowMode'] as const;
export const categoryFields = ['name'] as const;

/** A channel's name, topic, kind and slow mode. */
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
      {channel?.kind === 'forum' ? (
        <p className="text-note text-soft">{m.forum_kind_fixed()}</p>
      ) : (
        <KindChoice channel={channel} />
      )}
      <SlowModeSelect form={form} value={channel?.slowMode ?? 0} />
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

function KindChoice({ channel }: { channel: ChannelDto | undefined }) {
  return (
    <RadioCards
      name="kind"
      legend={m.channel_kind()}
      columns={channel ? 2 : 3}
      defaultValue={channel?.kind ?? 'text'}
      options={[
        {
          value: 'text',
          label: m.channel_kind_text(),
          note: m.channel_kind_text_note(),
          icon: <Hash size={18} />,
        },
        {
          value: 'announcement',
          label: m.channel_kind_announcement(),
          note: m.channel_kind_announcement_note(),
          icon: <Megaphone size={18} />,
        },
        // What is there becomes no forum: its messages would have nowhere to go.
        ...(channel
          ? []
          : [
              {
                value: 'forum' as const,
                label: m.forum_kind(),
                note: m.forum_kind_note(),
                icon: <MessagesSquare size={18} />,
              },
            ]),
      ]}
    />
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

/** How long a member waits between two messages. */
export function SlowModeSelect({ form, value }: { form: FormState; value: number }) {
  return (
    <Select
      form={form}
      name="slowMode"
      label={m.slow_mode()}
      hint={m.slow_mode_hint()}
      defaultValue={String(value)}
      options={slowModes.map((seconds) => ({
        value: String(seconds),
        label: seconds === 0 ? m.slow_mode_off() : duration(seconds),
      }))}
    />
  );
}
