import { mentionsOf, type MessageDto } from '#contract/messages';
import type { ClientState } from '../../realtime/client-state.ts';

/** Whether a message of somebody else's names the viewer, by themselves, by a role of theirs or with everybody. */
export function namesViewer(
  { author, tree }: MessageDto,
  { viewer, communities }: ClientState,
  communityId: string | null,
): boolean {
  if (!tree || author?.id === viewer.id) return false;
  return mentionsOf(tree).some((node) => {
    if (!('id' in node)) return true;
    if (node.kind === 'user') return node.id === viewer.id;
    return node.kind === 'role' && (communities[communityId ?? '']?.roleIds.includes(node.id) ?? false);
  });
}
