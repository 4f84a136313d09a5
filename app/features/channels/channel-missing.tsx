import { Hash } from 'lucide-react';
import { m } from '#i18n';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PlainHeader } from '../communities/plain-header.tsx';

/** In place of a channel that went while its page was open, or that was never there for this visitor. */
export function ChannelMissing({ communityId }: { communityId: string }) {
  return (
    <>
      <PlainHeader />
      <div className="grid flex-1 place-items-center overflow-y-auto">
        <EmptyState
          icon={<Hash size={24} />}
          title={m.chat_channel_missing()}
          actions={
            <ButtonLink to={`/c/${communityId}`} look="primary">
              {m.chat_back()}
            </ButtonLink>
          }
        >
          {m.chat_channel_missing_text()}
        </EmptyState>
      </div>
    </>
  );
}
