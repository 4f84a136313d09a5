import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Form, useFetcher } from 'react-router';
import { accountLimits, type ViewerDto } from '#contract/accounts';
import { communityColours } from '#contract/communities';
import type { OwnPresenceDto } from '#contract/presence';
import { type ProfileDto, profileLimits } from '#contract/profiles';
import { m } from '#i18n';
import { fieldText } from '../../lib/field-text.ts';
import { useFormState } from '../../lib/form-state.ts';
import type { FailedForm } from '../../lib/forms.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { ColourPicker } from '../../ui/choice.tsx';
import { FieldFrame, inputClass, Select, TextField, useField } from '../../ui/field.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { colourOptions } from '../communities/colours.ts';
import { ProfilePreview } from './profile-preview.tsx';

type Written = Pick<ProfileDto, 'bio' | 'bioTree'>;
/** Milliseconds that somebody pauses before the bio is shown with its marks. */
const pause = 300;

const profileFields = ['displayName', 'pronouns', 'bio', 'accent', 'timeZone'] as const;

/**
 * What one says about oneself, beside one's card as it will be. The page is loaded anew with a new name, so that what
 * one writes from then on is signed with it.
 */
export function ProfileForm({
  viewer,
  own,
  profile,
  zones,
  failed,
}: {
  viewer: ViewerDto;
  own: OwnPresenceDto;
  profile: ProfileDto;
  zones: readonly string[];
  failed: FailedForm | undefined;
}) {
  const form = useFormState(failed, profileFields);
  const bio = useField({ name: 'bio', form, hint: m.profile_bio_hint({ count: profileLimits.bioMax }) });
  const [shown, setShown] = useState({ displayName: viewer.displayName, ...profile });
  const preview = useFetcher<Written | FailedForm>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [here, setHere] = useState<string>();
  useEffect(() => setHere(Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  useEffect(() => () => clearTimeout(timer.current), []);

  const change = (event: FormEvent<HTMLFormElement>): void => {
    const fields = new FormData(event.currentTarget);
    const text = (name: string) => fieldText(fields, name);
    setShown({
      displayName: text('displayName').trim() || viewer.username,
      pronouns: text('pronouns').trim(),
      bio: text('bio'),
      bioTree: null,
      accent: communityColours.find((colour) => colour === text('accent')) ?? null,
      timeZone: text('timeZone') || null,
    });
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      void preview.submit({ intent: 'preview', bio: text('bio') }, { method: 'post' });
    }, pause);
  };
  const written = preview.data && 'bioTree' in preview.data ? preview.data : profile;
  const bioTree = written.bio === shown.bio.trim() ? written.bioTree : null;

  const named = here && zones.includes(here) ? here : undefined;
  const zoneOptions = [
    { value: '', label: m.profile_zone_none() },
    ...(named ? [{ value: named, label: m.profile_zone_here({ zone: zoneText(named) }) }] : []),
    ...zones.filter((zone) => zone !== named).map((zone) => ({ value: zone, label: zoneText(zone) })),
  ];

  return (
    <>
      <div className="mb-6 grid gap-1.5">
        <p className="text-small text-faint">{m.profile_preview_hint()}</p>
        <ProfilePreview
          viewer={viewer}
          own={own}
          displayName={shown.displayName}
          profile={{ ...shown, bioTree }}
        />
      </div>
      <Form method="post" reloadDocument noValidate ref={form.ref} className="grid gap-5" onChange={change}>
        <FormMessage>{form.message}</FormMessage>
        <div className="grid gap-5 tablet:grid-cols-2">
          <TextField
            form={form}
            name="displayName"
            label={m.people_display_name()}
            defaultValue={viewer.displayName}
            autoComplete="nickname"
            required
            maxLength={accountLimits.displayNameMax}
          />
          <TextField
            form={form}
            name="pronouns"
            label={m.profile_pronouns()}
            optional={m.ui_optional()}
            placeholder={m.profile_pronouns_example()}
            defaultValue={profile.pronouns}
            autoComplete="off"
            maxLength={profileLimits.pronounsMax}
          />
        </div>
        <FieldFrame
          id={bio.id}
          label={m.profile_bio()}
          optional={m.ui_optional()}
          problem={bio.problem}
          hint={m.profile_bio_hint({ count: profileLimits.bioMax })}
        >
          <textarea
            {...bio.input}
            rows={4}
            dir="auto"
            maxLength={profileLimits.bioMax}
            defaultValue={form.value('bio') ?? profile.bio}
            className={`${inputClass} field-sizing-content max-h-80 min-h-24`}
          />
        </FieldFrame>
        <ColourPicker
          name="accent"
          legend={m.profile_accent()}
          options={colourOptions()}
          none={m.profile_accent_none()}
          defaultValue={profile.accent ?? ''}
        />
        <Select
          key={named ?? ''}
          form={form}
          name="timeZone"
          label={m.profile_zone()}
          hint={m.profile_zone_hint()}
          defaultValue={profile.timeZone ?? ''}
          options={zoneOptions}
        />
        <div>
          <SubmitButton intent="profile">{m.ui_save()}</SubmitButton>
        </div>
      </Form>
    </>
  );
}

/** "Europe/Berlin" as people read it. */
const zoneText = (zone: string): string => zone.replaceAll('_', ' ');
