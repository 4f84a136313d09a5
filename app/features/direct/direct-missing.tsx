import { MessagesSquare } from 'lucide-react';
import { m } from '#i18n';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PlainHeader } from '../communities/plain-header.tsx';

/** In the place of a conversation that does not exist, or that one is not in (any more). */
export function DirectMissing() {
  return (
    <>
      <PlainHeader />
      <EmptyState
        icon={<MessagesSquare size={24} />}
        title={m.direct_missing()}
        actions={
          <ButtonLink to="/dm" look="primary">
            {m.friends_title()}
          </ButtonLink>
        }
      >
        {m.direct_missing_text()}
      </EmptyState>
    </>
  );
}
