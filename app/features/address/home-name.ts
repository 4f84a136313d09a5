/** What to offer as a name in the home network: the one that the visitor used, unless it is an address or localhost. */
export function homeNameOf(request: Request): string {
  const { hostname } = new URL(request.url);
  const isAddress = /^[\d.]+$|:/.test(hostname);
  return isAddress || hostname === 'localhost' ? 'hearth.local' : hostname;
}
