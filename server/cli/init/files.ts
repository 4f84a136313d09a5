import { chmodSync, chownSync, linkSync, rmSync, writeFileSync } from 'node:fs';

/** The user that the app runs as in its image. */
export const appUser = 1000;

interface Access {
  mode: number;
  uid?: number;
  gid?: number;
}

/**
 * Writes a file unless there is one; whole or not at all, however the process ends, and of two at once one wins.
 *
 * @returns whether it was written
 */
export function writeOnce(file: string, content: string, access: Access): boolean {
  const draft = `${file}.${process.pid}.new`;
  writeFileSync(draft, content, { mode: 0o600 });
  try {
    own(draft, access);
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft);
  }
}

/** Only root can give files away; for anybody else they are their own already. */
export function own(path: string, { mode, uid = 0, gid = 0 }: Access): void {
  chmodSync(path, mode);
  if (process.getuid?.() === 0) chownSync(path, uid, gid);
}
