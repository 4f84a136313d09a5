/** How many wait for somebody; nothing at none. */
export function CountBadge({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className="grid h-5 min-w-5 flex-none place-items-center rounded-full bg-accent px-1.5 text-[12px] leading-none font-semibold text-on-accent">
      {count > 99 ? '99+' : count}
    </span>
  );
}
