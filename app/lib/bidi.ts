/**
 * A name inside a sentence that is one string (a title, a label, an announcement): Unicode isolates keep a
 * right-to-left name from reordering what stands around it. In markup use `<bdi>`.
 */
export function isolate(name: string): string {
  return `\u2068${name}\u2069`;
}
