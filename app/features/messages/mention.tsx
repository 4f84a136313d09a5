import { type ReactNode, use } from 'react';
import type { Mention as MentionNode } from '#contract/messages';
import { m } from '#i18n';
import { cx } from '../../lib/cx.ts';
import { useClientState } from '../../realtime/hooks.ts';
import { memberAddress } from '../members/address.ts';
import { useMemberCards } from '../members/cards-context.ts';
import { accentOf, shownName, useNameAccent } from '../members/names.ts';
import { MentionsContext } from './mentions-context.ts';

const pill = 'rounded-[5px] bg-accent-soft px-1 font-semibold text-accent-strong box-decoration-clone';
const neutral = 'rounded-[5px] bg-selected px-1 font-medium text-soft';

/** Somebody or something that a text names, by the name that it has now; nothing is told of what the viewer may not see. */
export default function Mention({ node, plain = false }: { node: MentionNode; plain?: boolean }): ReactNode {
  const context = use(MentionsContext);
  if (!('id' in node)) return <bdi className={plain ? undefined : pill}>@{node.kind}</bdi>;
  if (!context) return <Unknown kind={node.kind} plain={plain} />;
  if (node.kind === 'user') return <Person id={node.id} plain={plain} />;
  if (node.kind === 'role') return <Role id={node.id} plain={plain} />;
  return <Channel id={node.id} plain={plain} />;
}

const Unknown = ({ kind, plain }: { kind: 'user' | 'role' | 'channel'; plain: boolean }): ReactNode => (
  <span className={plain ? undefined : neutral}>
    {kind === 'channel' ? m.mention_hidden() : m.mention_unknown()}
  </span>
);

interface Named {
  id: string;
  plain: boolean;
}

function Person({ id, plain }: Named): ReactNode {
  const { communityId, people } = use(MentionsContext)!;
  const { open, preload } = useMemberCards();
  const person = people.find((each) => each.id === id);
  const accent = useNameAccent(communityId ?? '', person);
  if (!person) return <Unknown kind="user" plain={plain} />;
  const name = shownName(person);
  if (plain) return <bdi>@{name}</bdi>;
  const look = {
    className: cx(pill, communityId && 'hover:underline'),
    ...(accent && { 'data-accent': accent }),
  };
  if (!communityId) return <bdi {...look}>@{name}</bdi>;
  return (
    <a
      {...look}
      href={memberAddress(communityId, id)}
      onClick={open(id, name)}
      onPointerEnter={preload}
      dir="auto"
    >
      @<bdi>{name}</bdi>
    </a>
  );
}

function Role({ id, plain }: Named): ReactNode {
  const { communityId } = use(MentionsContext)!;
  const role = useClientState((state) =>
    state.communities[communityId ?? '']?.roles.find((each) => each.id === id),
  );
  if (!role) return <Unknown kind="role" plain={plain} />;
  const accent = accentOf(role);
  return (
    <bdi className={plain ? undefined : pill} {...(accent && { 'data-accent': accent })}>
      @{role.name}
    </bdi>
  );
}

function Channel({ id, plain }: Named): ReactNode {
  const place = useClientState((state) =>
    Object.values(state.communities).find(({ channels }) => channels.some((channel) => channel.id === id)),
  );
  const channel = place?.channels.find((each) => each.id === id);
  if (!place || !channel) return <Unknown kind="channel" plain={plain} />;
  if (plain) return <bdi>#{channel.name}</bdi>;
  return (
    <a href={`/c/${place.id}/${id}`} className={cx(pill, 'hover:underline')}>
      #<bdi>{channel.name}</bdi>
    </a>
  );
}
