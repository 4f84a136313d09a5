/** What the host says to who comes in: plain text, its lines kept. */
export function WelcomeText({ text }: { text: string }) {
  if (!text.trim()) return null;
  return <p className="mb-6 whitespace-pre-line wrap-anywhere text-soft">{text}</p>;
}
