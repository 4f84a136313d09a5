import { readdir, stat, statfs } from 'node:fs/promises';
import path from 'node:path';

/** Bytes of a folder with what is in it; files that go while it is read are left out. */
export async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  let size = 0;
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    size += (await stat(path.join(entry.parentPath, entry.name)).catch(() => ({ size: 0 }))).size;
  }
  return size;
}

/** Bytes free and in all on the disk that holds a folder; null when the system does not say. */
export async function diskOf(folder: string): Promise<{ free: number; total: number } | null> {
  const { bavail, blocks, bsize } = await statfs(folder).catch(() => ({ bavail: 0, blocks: 0, bsize: 0 }));
  return blocks > 0 ? { free: bavail * bsize, total: blocks * bsize } : null;
}
