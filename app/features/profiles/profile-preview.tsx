import type { ViewerDto } from '#contract/accounts';
import type { ProfileDto } from '#contract/profiles';
import { m } from '#i18n';
import { PresenceAvatar } from '../presence/presence-avatar.tsx';
import { StatusLine } from '../presence/status-line.tsx';
import type { OwnPresenceDto } from '#contract/presence';
import { Bio } from './bio.tsx';
import { LocalTime } from './local-time.tsx';

/** One's own card as it will be. */
export function ProfilePreview({
  viewer,
  own,
  displayName,
  profile,
}: {
  viewer: ViewerDto;
  own: OwnPresenceDto;
  displayName: string;
  profile: ProfileDto;
}) {
  const { chosen, status } = own;
  const state = chosen === 'invisible' ? 'offline' : chosen;
  return (
    <section
      aria-label={m.profile_preview()}
      className="overflow-hidden rounded-l bg-raised p-4 shadow-raised"
    >
      {profile.accent && <div className="card-band mb-3" data-accent={profile.accent} />}
      <div className="flex items-start gap-3.5">
        <PresenceAvatar
          id={viewer.id}
          name={displayName}
          size="huge"
          on="raised"
          showsOffline
          state={state}
        />
        <div className="min-w-0 flex-1 pt-0.5">
          <p className="text-lead font-semibold wrap-anywhere">
            <bdi>{displayName}</bdi>
          </p>
          <p className="text-note break-words text-soft">
            <bdi>{viewer.username}</bdi>
            {profile.pronouns && (
              <>
                {' '}
                · <bdi>{profile.pronouns}</bdi>
              </>
            )}
          </p>
          {status && (
            <p className="mt-1 text-note wrap-anywhere">
              <StatusLine status={status} />
            </p>
          )}
        </div>
      </div>
      <dl className="mt-3 grid gap-2.5 text-note">
        <div className="grid gap-0.5">
          <dt className="text-small text-faint">{m.profile_bio()}</dt>
          <dd className="min-w-0">
            {profile.bio.trim() ? (
              <Bio profile={profile} />
            ) : (
              <span className="text-faint">{m.profile_bio_none()}</span>
            )}
          </dd>
        </div>
        {profile.timeZone && (
          <div className="grid gap-0.5">
            <dt className="text-small text-faint">{m.profile_local_time()}</dt>
            <dd>
              <LocalTime timeZone={profile.timeZone} />
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}
