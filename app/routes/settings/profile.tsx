import { redirect } from 'react-router';
import type { CommunityColour } from '#contract/communities';
import type { ChosenState } from '#contract/presence';
import { m } from '#i18n';
import type { RequestScope } from '#server/http/request-scope.ts';
import { readZone } from '../../features/messages/times.ts';
import { secondsFor } from '../../features/presence/durations.ts';
import { PresenceForm } from '../../features/presence/presence-form.tsx';
import { ProfileForm } from '../../features/profiles/profile-form.tsx';
import { SettingsSection } from '../../features/settings/settings-frame.tsx';
import type { Form } from '../../lib/forms.ts';
import { orUnreachable } from '../../lib/reach.ts';
import { answer, submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { requireViewer } from '../../lib/viewer.ts';
import { zoneNames } from '../../lib/zones.ts';
import { SavedNote } from '../../ui/saved-note.tsx';
import type { Route } from './+types/profile';

export const meta: Route.MetaFunction = () => pageTitle(m.profile_title(), m.settings_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    const viewer = requireViewer(scope, args.request);
    const { presence, profiles } = scope.services;
    const [profile, own] = await Promise.all([profiles.getOwnProfile(scope.ctx), presence.getOwn(viewer.id)]);
    return {
      ...{ viewer, profile, own },
      zones: zoneNames(),
      saved: new URL(args.request.url).searchParams.get('saved'),
    };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async (scope, form) => {
    const { profiles } = scope.services;
    const intent = form.text('intent');
    if (intent === 'preview') return profiles.previewBio(scope.ctx, { bio: form.text('bio') });
    if (intent === 'presence') {
      const zone = readZone(args.request.headers.get('Cookie'));
      await savePresence(scope, form, { viewerId: requireViewer(scope, args.request).id, zone });
      return redirect('/settings/profile?saved=presence');
    }
    await profiles.updateProfile(scope.ctx, {
      pronouns: form.text('pronouns'),
      bio: form.text('bio'),
      accent: (form.optional('accent') ?? null) as CommunityColour | null,
      timeZone: form.optional('timeZone') ?? null,
    });
    await scope.services.accounts.updateProfile(scope.ctx, { displayName: form.text('displayName') });
    return redirect('/settings/profile?saved=profile');
  });
}

async function savePresence(
  { services: { presence }, ctx }: RequestScope,
  form: Form,
  { viewerId, zone }: { viewerId: string; zone: string },
): Promise<void> {
  const own = await presence.getOwn(viewerId);
  await presence.setStatus(ctx, {
    emoji: form.text('emoji').trim(),
    text: form.text('text'),
    seconds: secondsFor(form.text('ends'), own, new Date(), zone),
  });
  await presence.chooseState(ctx, { state: form.text('state') as ChosenState });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Profile({ loaderData, actionData }: Route.ComponentProps) {
  const { viewer, profile, own, zones, saved } = loaderData;
  const failed = actionData && 'error' in actionData ? actionData : undefined;
  const failedIn = (intent: string) => (failed?.values['intent'] === intent ? failed : undefined);
  return (
    <>
      <h1 className="text-title font-semibold">{m.profile_title()}</h1>
      <p className="mt-1 mb-6 text-note text-soft">{m.profile_intro()}</p>
      {saved === 'profile' && !failed && <SavedNote className="mb-5" />}
      <ProfileForm viewer={viewer} own={own} profile={profile} zones={zones} failed={failedIn('profile')} />
      <div className="mt-12">
        <SettingsSection title={m.profile_presence()}>
          {saved === 'presence' && !failed && <SavedNote className="mb-5" />}
          <PresenceForm own={own} failed={failedIn('presence')} />
        </SettingsSection>
      </div>
    </>
  );
}
