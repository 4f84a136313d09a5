const base = 'http://same.invalid';

/**
 * Where to go after signing in: `wanted` when it is a path of this very site, else `fallback`. Refuses everything that
 * a browser would read as another origin (`//evil`, `/\evil`, `https:`, `javascript:`, control characters that it
 * strips on the way) and the log-out address.
 */
export function safeRedirect(wanted: string | null | undefined, fallback = '/'): string {
  if (!wanted || !/^\/(?![/\\])/.test(wanted) || /[\u0000-\u0020\u007f\\]/.test(wanted)) return fallback;
  if (!URL.canParse(wanted, base)) return fallback;
  const url = new URL(wanted, base);
  // "/./ /evil" and friends: what the parser makes of it has to be a single-slash path too.
  if (url.origin !== base || url.pathname.startsWith('//') || url.pathname === '/logout') return fallback;
  return url.pathname + url.search + url.hash;
}

/** A log-in address that leads back to where the visitor wanted to go. */
export function loginAddress(request: Request): string {
  const { pathname, search } = new URL(request.url);
  const here = pathname.replace(/\.data$/, '') + search;
  return here === '/' ? '/login' : `/login?redirectTo=${encodeURIComponent(here)}`;
}
