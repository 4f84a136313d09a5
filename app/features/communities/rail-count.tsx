/** How much there is, at the corner of a tile of the rail. */
export const RailCount = ({ count }: { count: number }) => (
  <span
    aria-hidden
    className="absolute -end-1.5 -bottom-1.5 min-w-5 rounded-full bg-accent-strong px-1 text-center text-[11px] leading-5 font-bold text-on-accent ring-3 ring-rail"
  >
    {count > 99 ? '99+' : count}
  </span>
);
