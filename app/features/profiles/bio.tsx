import type { ProfileDto } from '#contract/profiles';
import { MarkdownTree } from '../messages/markdown-tree.tsx';
import { PlainText } from '../messages/plain-text.tsx';

/** What somebody wrote about themselves, with the marks of messages. */
export function Bio({ profile: { bio, bioTree } }: { profile: Pick<ProfileDto, 'bio' | 'bioTree'> }) {
  return (
    <div className="min-w-0 wrap-anywhere">
      {bioTree ? <MarkdownTree blocks={bioTree} /> : <PlainText text={bio} />}
    </div>
  );
}
