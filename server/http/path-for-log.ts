function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/**
 * A request's path as the log may have it: without invite codes and the tokens of reset links, however their address is written, and without what
 * looks like a token that somebody put where none belongs. At most 200 characters.
 */
export const pathForLog = (requested: string): string =>
  decoded(requested)
    .replace(/(\/invite\/+)[^/.]+/gi, '$1…')
    .replace(/[\w-]{43,}/g, '…')
    .slice(0, 200);
