import type { StatusDto } from '#contract/presence';

/** A custom status in a line: its emoji, then its words. */
export function StatusLine({ status, className }: { status: StatusDto; className?: string }) {
  return (
    <span className={className} title={[status.emoji, status.text].filter(Boolean).join(' ')}>
      {status.emoji && <span aria-hidden={status.text !== ''}>{status.emoji}</span>}
      {status.emoji && status.text && ' '}
      {status.text && <bdi>{status.text}</bdi>}
    </span>
  );
}
