/** The code in what somebody pasted: a whole link, or the code alone. */
export function inviteCodeOf(pasted: string): string {
  const text = pasted.trim();
  return /\/invite\/([^/?#\s]+)/.exec(text)?.[1] ?? text;
}

/** The link that leads to an invite, at the origin that the visitor uses. */
export function inviteLink(origin: string, code: string): string {
  return `${origin}/invite/${encodeURIComponent(code)}`;
}
