import { useEffect, useRef, useState } from 'react';
import { type CommunityColour, communityColours, communityLimits } from '#contract/communities';
import { m } from '#i18n';
import type { FormState } from '../../lib/form-state.ts';
import { proposeLetter } from '../../lib/initials.ts';
import { ColourPicker } from '../../ui/choice.tsx';
import { TextField } from '../../ui/field.tsx';
import { Tile } from '../../ui/tile.tsx';
import { colourOptions } from './colours.ts';

export const identityFields = ['name', 'letter', 'colour'] as const;

function colourOf(text: string | undefined): CommunityColour | undefined {
  return communityColours.find((colour) => colour === text);
}

/**
 * A community's name, letter and colour, with its tile as it will look. Until someone writes a letter of their own it
 * follows the name; left empty, {@link letterFrom} fills it in on the other side.
 */
export function IdentityFields({
  form,
  name: givenName = '',
  letter: givenLetter = '',
  colour: givenColour = 'ember',
}: {
  form: FormState;
  name?: string;
  letter?: string;
  colour?: CommunityColour;
}) {
  const [name, setName] = useState(form.value('name') ?? givenName);
  const [letter, setLetter] = useState(form.value('letter') ?? givenLetter);
  const [colour, setColour] = useState(colourOf(form.value('colour')) ?? givenColour);
  const proposed = proposeLetter(name);
  const fields = useRef<HTMLDivElement>(null);

  // What was entered before the page came to life is in the fields, and only there.
  useEffect(() => {
    const entered = new FormData(fields.current?.closest('form') ?? undefined);
    const text = (field: string): string => {
      const value = entered.get(field);
      return typeof value === 'string' ? value : '';
    };
    setName(text('name'));
    setLetter(text('letter'));
    setColour((now) => colourOf(text('colour')) ?? now);
  }, []);

  return (
    <div ref={fields} className="grid gap-5">
      <div className="flex items-center gap-4">
        <Tile letter={letter.trim() || proposed || '·'} accent={colour} size="large" />
        <div className="min-w-0 flex-1">
          <TextField
            form={form}
            name="name"
            label={m.community_name()}
            placeholder={m.community_name_example()}
            required
            maxLength={communityLimits.nameMax}
            autoComplete="off"
            defaultValue={givenName}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
      </div>
      <div className="grid gap-5 tablet:grid-cols-[1fr_auto] tablet:gap-8">
        <ColourPicker
          name="colour"
          legend={m.community_colour()}
          options={colourOptions()}
          defaultValue={colour}
          onChange={setColour}
        />
        <div className="w-28">
          <TextField
            form={form}
            name="letter"
            label={m.community_letter()}
            // Two characters as people count them; an emoji may be many code units.
            maxLength={32}
            placeholder={proposed}
            autoComplete="off"
            defaultValue={givenLetter}
            onChange={(event) => setLetter(event.target.value)}
          />
        </div>
      </div>
    </div>
  );
}

/** The letter to store: the one that was written, else the one that the name proposes. */
export function letterFrom(letter: string, name: string): string {
  return letter.trim() || proposeLetter(name);
}
