/** What a log's address asks for: unknown or broken parts are left for the service to refuse. */
export function readAuditFilter(request: Request): Record<string, string> {
  const query = new URL(request.url).searchParams;
  const names = [
    ['actor', 'actorId'],
    ['target', 'targetId'],
    ['action', 'action'],
    ['before', 'before'],
  ] as const;
  return Object.fromEntries(
    names.flatMap(([from, to]) => {
      const value = query.get(from);
      return value ? [[to, value]] : [];
    }),
  );
}
