/** Hearth's mark: an ember in its hearth. As `public/favicon.svg`. */
export function Logo({ size = 32 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden className="flex-none">
      <rect width="32" height="32" rx="9" className="fill-accent" />
      <path
        className="fill-on-accent"
        d="M16.2 4.8c.5 3.6-1.4 5.6-3.5 7.8-2.1 2.2-4.1 4.5-4.1 7.8a7.6 7.6 0 0 0 15.2 0c0-2.8-1.1-5-2.5-6.9-.4 1.3-1 2.2-2 2.8.6-4.3-.1-8.7-3.1-11.5Z"
      />
      <path
        className="fill-accent"
        d="M16.3 17.4c.2 1.4-.7 2.2-1.4 3-.7.8-1.3 1.5-1.3 2.6a2.8 2.8 0 0 0 5.6 0c0-2.4-1.5-3.6-2.9-5.6Z"
      />
    </svg>
  );
}
