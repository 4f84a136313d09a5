/** Hearth's mark: an ember. */
export function Logo({ size = 32 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden className="flex-none text-accent">
      <path
        fill="currentColor"
        d="M16 2.5c.6 4.300-1.700 6.700-4.100 9.300C9.400 14.500 7 17.200 7 21a9 9 0 0 0 18 0c0-3.300-1.300-5.900-3-8.100-.4 1.500-1.100 2.600-2.300 3.300C20.400 11.100 19.600 6 16 2.500Z"
      />
      <path
        fill="currentColor"
        className="text-on-accent"
        d="M16.200 17.500c.2 1.600-.8 2.500-1.700 3.500-.8.900-1.500 1.700-1.500 3a3.200 3.200 0 0 0 6.400 0c0-2.700-1.700-4.100-3.200-6.500Z"
      />
    </svg>
  );
}
