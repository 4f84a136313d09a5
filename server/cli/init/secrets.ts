import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { newCode } from '#server/platform/ids.ts';
import { appUser, own, writeOnce } from './files.ts';

/** Characters that need no escape in a URL, 6 bits each. */
const random = (bytes: number) => () => randomBytes(bytes).toString('base64url');

const secrets = {
  secret: random(48),
  db_password: random(24),
  s3_access_key: () => 'hearth',
  s3_secret_key: random(24),
  livekit_key: () => 'hearth',
  // LiveKit warns of secrets under 32 characters.
  livekit_secret: random(36),
  // The same at every start and in every replica, until there is an owner.
  setup_code: () => [4, 4, 4].map(newCode).join('-'),
};

/**
 * Makes the secrets that are missing. The database and the object storage read them as root, the app as its own user
 * through its group; nobody else mounts the volume.
 *
 * @returns the names of those it made
 */
export function writeSecrets(folder: string, dataFolder: string): string[] {
  own(folder, { mode: 0o755 });
  own(dataFolder, { mode: 0o700, uid: appUser, gid: appUser });
  const write = (name: string, value: string) =>
    writeOnce(path.join(folder, name), value, { mode: 0o440, gid: appUser });
  const made = Object.entries(secrets)
    .filter(([name, make]) => write(name, make()))
    .map(([name]) => name);
  const password = readFileSync(path.join(folder, 'db_password'), 'utf8').trim();
  if (write('database_url', `postgresql://hearth:${encodeURIComponent(password)}@db:5432/hearth`))
    made.push('database_url');
  return made;
}
