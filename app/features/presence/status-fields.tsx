import { SmilePlus } from 'lucide-react';
import { useRef } from 'react';
import { type OwnPresenceDto, presenceLimits } from '#contract/presence';
import { m } from '#i18n';
import { moment } from '../members/member-facts.tsx';
import { IconButton } from '../../ui/button.tsx';
import { type FieldSource, Select, TextField } from '../../ui/field.tsx';
import { type Duration, durations } from './durations.ts';

const durationTexts: Record<Duration, () => string> = {
  '30m': m.status_ends_30m,
  '1h': m.status_ends_1h,
  '4h': m.status_ends_4h,
  today: m.status_ends_today,
  week: m.status_ends_week,
  never: m.status_ends_never,
};

const suggestions: readonly { emoji: string; text: () => string; ends: Duration }[] = [
  { emoji: '🗓️', text: m.status_meeting, ends: '1h' },
  { emoji: '🚲', text: m.status_moving, ends: '30m' },
  { emoji: '🎧', text: m.status_focus, ends: '4h' },
  { emoji: '🤒', text: m.status_sick, ends: 'today' },
  { emoji: '🌴', text: m.status_holiday, ends: 'week' },
];

export const statusFields = ['emoji', 'text', 'ends'] as const;

/** What a custom status says and for how long; with `suggests`, ready ones to begin with (they need JavaScript). */
export function StatusFields({
  own,
  form,
  suggests = false,
  onPickEmoji,
}: {
  own: OwnPresenceDto;
  form?: FieldSource;
  suggests?: boolean;
  /** Opens a picker at the button; without it there is none. */
  onPickEmoji?: (anchor: HTMLElement) => void;
}) {
  const fields = useRef<HTMLDivElement>(null);
  const put = (values: Record<string, string>): void => {
    for (const [name, value] of Object.entries(values)) {
      const field = fields.current?.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${name}"]`);
      if (field) field.value = value;
    }
    fields.current?.querySelector<HTMLInputElement>('[name="text"]')?.focus();
  };
  return (
    <div ref={fields} className="grid gap-5">
      <div className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-3">
        <div className="flex items-end gap-1">
          <div className="w-[72px]">
            <TextField
              {...(form && { form })}
              name="emoji"
              label={m.status_emoji()}
              defaultValue={own.status?.emoji}
              autoComplete="off"
              maxLength={32}
              className="text-center"
            />
          </div>
          {onPickEmoji && (
            <IconButton
              label={m.status_emoji_pick()}
              className="mb-1"
              aria-haspopup="dialog"
              onClick={(event) => onPickEmoji(event.currentTarget)}
            >
              <SmilePlus size={20} />
            </IconButton>
          )}
        </div>
        <TextField
          {...(form && { form })}
          name="text"
          label={m.status_text()}
          placeholder={m.status_text_example()}
          defaultValue={own.status?.text}
          autoComplete="off"
          maxLength={presenceLimits.statusMax}
          autoFocus={suggests}
        />
      </div>
      {suggests && (
        <ul aria-label={m.status_suggestions()} className="-mt-1 flex flex-wrap gap-1.5">
          {suggestions.map(({ emoji, text, ends }) => (
            <li key={emoji}>
              <button
                type="button"
                className="inline-flex min-h-8 items-center gap-1.5 rounded-full bg-hover px-3 text-small hover:bg-selected pointer-coarse:min-h-11"
                onClick={() => put({ emoji, text: text(), ends })}
              >
                <span aria-hidden>{emoji}</span>
                {text()}
              </button>
            </li>
          ))}
        </ul>
      )}
      <Select
        {...(form && { form })}
        name="ends"
        label={m.status_ends()}
        defaultValue={own.status ? 'keep' : '4h'}
        options={[
          ...(own.status ? [{ value: 'keep', label: endText(own.status.endsAt) }] : []),
          ...durations.map((value) => ({ value, label: durationTexts[value]() })),
        ]}
      />
    </div>
  );
}

const endText = (endsAt: string | null): string =>
  endsAt === null ? m.status_keep() : m.status_until({ when: moment(endsAt) });
