import { Hash } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ChannelDto } from '#contract/channels';
import { MembersButton, OpenChannelsButton, UnfoldChannelsButton } from '../communities/shell-controls.tsx';

/** The bar above the conversation: where one is, what it is about, and the way to the panels beside it. */
export function ChannelHeader({ channel }: { channel: ChannelDto }): ReactNode {
  return (
    <header className="flex h-(--header) flex-none items-center gap-2.5 border-b border-line px-3.5 tablet:px-4">
      <OpenChannelsButton />
      <UnfoldChannelsButton />
      <Hash size={18} className="flex-none text-soft" aria-hidden />
      <h1
        className="min-w-0 flex-none truncate font-semibold max-tablet:flex-1 tablet:max-w-[40%]"
        title={channel.name}
      >
        <bdi>{channel.name}</bdi>
      </h1>
      {channel.topic && (
        <p
          dir="auto"
          title={channel.topic}
          className="min-w-0 truncate border-s border-line ps-3 text-note text-soft max-tablet:hidden"
        >
          {channel.topic}
        </p>
      )}
      <div className="ms-auto flex flex-none items-center gap-1">
        <MembersButton />
      </div>
    </header>
  );
}
