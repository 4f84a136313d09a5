/** The origin under which this visitor reaches us, e.g. `https://chat.example.org`. */
export function originOf(request: Request): string {
  return new URL(request.url).origin;
}
