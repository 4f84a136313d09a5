import { Form } from 'react-router';
import type { ConversationDto } from '#contract/conversations';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { Button } from '../../ui/button.tsx';
import { conversationAddress, othersOf, titleOf } from './names.ts';

/** Above a conversation that somebody started and the viewer has not answered yet. */
export function RequestBar({ conversation, viewerId }: { conversation: ConversationDto; viewerId: string }) {
  const [other] = othersOf(conversation, viewerId);
  return (
    <div
      role="region"
      aria-label={m.direct_request()}
      className="flex flex-none flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-panel px-4 py-2.5"
    >
      <p className="min-w-56 flex-1 text-note text-soft">
        {m.direct_request_text({ name: isolate(titleOf(conversation, viewerId)) })}
      </p>
      <div className="flex flex-wrap gap-2">
        <Form method="post" action={conversationAddress(conversation.id)} className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" name="intent" value="accepted">
            {m.direct_accept()}
          </Button>
          <Button type="submit" name="intent" value="declined">
            {m.direct_decline()}
          </Button>
        </Form>
        {other && (
          <Form method="post" action="/dm?index">
            <Button type="submit" look="quiet-danger" name="intent" value={`block:${other.id}`}>
              {m.friends_block()}
            </Button>
          </Form>
        )}
      </div>
    </div>
  );
}
