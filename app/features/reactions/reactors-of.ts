import type { Realtime } from '../../realtime/realtime.ts';
import type { FetchPeople } from '../members/use-people-pages.ts';

/** Who reacted to a message with an emoji. */
export const reactorsOf =
  ({ call }: Pick<Realtime, 'call'>, messageId: string, emoji: string): FetchPeople =>
  async (after) => {
    const { reactors, next } = await call('reaction.list', {
      ...{ messageId, emoji },
      ...(after !== undefined && { after }),
    });
    return { people: reactors.map(({ author }) => author), next };
  };
