import pg from 'pg';
import { claimInstance, seedChannels, seedCommunity, seedMembers, type SeedChannel } from './community.ts';
import { loadInBulk, loadTexts, seedEdits, seedMessages, seedReads } from './messages.ts';
import { seedPeople } from './people.ts';
import { channelNames } from './words.ts';

export interface SeedPlan {
  community: string;
  members: number;
  /** Up to how many messages each channel is filled. */
  channels: { name: string; messages: number }[];
  passwordHash: string;
}

export interface Seeded {
  communityId: string;
  /** In the plan's order. */
  channels: SeedChannel[];
  /** The host's first. */
  accountIds: string[];
  added: number;
}

/** One channel has four fifths of the messages, each of the others half of what is left. */
export function spread(messages: number, channels: number): SeedPlan['channels'] {
  const plan: SeedPlan['channels'] = [];
  let left = messages;
  for (let n = 0; n < channels; n += 1) {
    const share = n === channels - 1 ? left : Math.floor(left * (n === 0 ? 0.8 : 0.5));
    plan.push({ name: channelNames[n] ?? `channel-${n + 1}`, messages: share });
    left -= share;
  }
  return plan;
}

/**
 * Brings a migrated database up to the plan, in one transaction of set-based statements; what is there already stays,
 * so that the same plan again adds nothing. A million messages take about half a minute.
 */
export async function seed(databaseUrl: string, plan: SeedPlan): Promise<Seeded> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'hearth seed' });
  await client.connect();
  try {
    await client.query('BEGIN');
    const accountIds = await seedPeople(client, plan.members, plan.passwordHash);
    await claimInstance(client, accountIds[0]!);
    const communityId = await seedCommunity(client, accountIds[0]!, plan.community);
    await seedMembers(client, communityId, accountIds);
    const names = plan.channels.map((channel) => channel.name);
    const before = await seedChannels(client, communityId, names);
    let added = 0;
    if (plan.channels.some((channel, n) => channel.messages > before[n]!.posted)) {
      await loadTexts(client);
      await loadInBulk(client, async () => {
        for (const [n, channel] of before.entries())
          added += await seedMessages(client, channel, plan.channels[n]!.messages, accountIds);
      });
      await seedEdits(client, before);
    }
    await seedReads(
      client,
      accountIds,
      before.map((channel) => channel.id),
    );
    const channels = await seedChannels(client, communityId, names);
    await client.query('COMMIT');
    await client.query('ANALYZE');
    return { communityId, channels, accountIds, added };
  } finally {
    await client.end();
  }
}
