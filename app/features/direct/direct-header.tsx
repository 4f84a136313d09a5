import { Pin, Settings2, UserRoundCog, X } from 'lucide-react';
import { Form, Link } from 'react-router';
import type { ConversationDto } from '#contract/conversations';
import { m } from '#i18n';
import { iconClass } from '../../ui/button.tsx';
import { OpenChannelsButton, UnfoldChannelsButton } from '../communities/shell-controls.tsx';
import { SearchButton } from '../search/search-button.tsx';
import { ConversationPicture } from './conversation-picture.tsx';
import { conversationAddress, othersOf, titleOf } from './names.ts';

/** The bar above a conversation: with whom it is, and what can be done with it. */
export function DirectHeader({
  conversation,
  viewerId,
}: {
  conversation: ConversationDto;
  viewerId: string;
}) {
  const address = conversationAddress(conversation.id);
  const [other] = othersOf(conversation, viewerId);
  const title = titleOf(conversation, viewerId);
  return (
    <header className="flex h-(--header) flex-none items-center gap-2.5 border-b border-line px-3.5 tablet:px-4">
      <OpenChannelsButton />
      <UnfoldChannelsButton />
      <ConversationPicture conversation={conversation} viewerId={viewerId} size="small" />
      <h1 className="min-w-0 truncate font-semibold" title={title}>
        <bdi>{title}</bdi>
      </h1>
      {conversation.kind === 'direct' && other && (
        <p className="min-w-0 truncate text-note text-faint max-tablet:hidden">
          <bdi>@{other.username}</bdi>
        </p>
      )}
      {conversation.kind === 'group' && (
        <p className="flex-none text-note text-faint max-tablet:hidden">
          {m.direct_people({ count: conversation.members.length })}
        </p>
      )}
      <div className="ms-auto flex flex-none items-center gap-1">
        <Link to={`${address}/pins`} aria-label={m.pins_title()} title={m.pins_title()} className={iconClass}>
          <Pin size={18} />
        </Link>
        <SearchButton channelId={conversation.id} />
        <Link
          to={`${address}/settings`}
          aria-label={conversation.kind === 'group' ? m.direct_group_settings() : m.direct_person_options()}
          title={conversation.kind === 'group' ? m.direct_group_settings() : m.direct_person_options()}
          className={iconClass}
        >
          {conversation.kind === 'group' ? <Settings2 size={18} /> : <UserRoundCog size={18} />}
        </Link>
        <Form method="post" action={address}>
          <button
            name="intent"
            value="close"
            aria-label={m.direct_close()}
            title={m.direct_close()}
            className={iconClass}
          >
            <X size={18} />
          </button>
        </Form>
      </div>
    </header>
  );
}
