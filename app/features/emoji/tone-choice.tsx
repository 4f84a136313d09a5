import { type ReactNode, useEffect, useRef, useState } from 'react';
import { m } from '#i18n';
import { type Tone, withTone } from './tones.ts';

const tones = [0, 1, 2, 3, 4, 5] as const;
const names = [
  m.emoji_tone_0,
  m.emoji_tone_1,
  m.emoji_tone_2,
  m.emoji_tone_3,
  m.emoji_tone_4,
  m.emoji_tone_5,
] as const;

/** The skin tone of all emoji that have one: a button that opens into six. */
export function ToneChoice({ tone, onChange }: { tone: Tone; onChange: (tone: Tone) => void }): ReactNode {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const chosen = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (open) chosen.current?.focus();
    else if (wasOpen.current) button.current?.focus();
    wasOpen.current = open;
  }, [open]);

  if (!open)
    return (
      <button
        ref={button}
        type="button"
        className="icon-button"
        aria-label={`${m.emoji_tone()}: ${names[tone]()}`}
        title={m.emoji_tone()}
        aria-expanded={false}
        onClick={() => setOpen(true)}
      >
        <span className="emoji text-[20px]">{withTone('✋', 1, tone)}</span>
      </button>
    );
  return (
    <div
      role="group"
      aria-label={m.emoji_tone()}
      className="emoji-tones"
      // Safari gives a pressed button no focus: what was pressed must not close it first.
      onPointerDown={(event) => event.preventDefault()}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}
    >
      {tones.map((each) => (
        <button
          key={each}
          ref={each === tone ? chosen : undefined}
          type="button"
          aria-pressed={each === tone}
          aria-label={names[each]()}
          title={names[each]()}
          onClick={() => {
            onChange(each);
            setOpen(false);
          }}
        >
          <span className="emoji text-[20px]">{withTone('✋', 1, each)}</span>
        </button>
      ))}
    </div>
  );
}
