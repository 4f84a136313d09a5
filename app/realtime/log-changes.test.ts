import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MessageDto } from '#contract/messages';
import { type ChannelLog, isBehind, logFromPage } from './channel-log.ts';
import { excerptOf } from './excerpt.ts';
import { makeMessage, makePage } from './fixtures.ts';
import { addPage, putChanges, putMessage, putReaction } from './log-changes.ts';
import { type HeldReaction, heldChange, heldClearing } from './log-reactions.ts';

/** What the instance tells everybody: the same to each reader. */
type Told = { message: MessageDto } | { reaction: HeldReaction };

const put = (log: ChannelLog, told: Told): ChannelLog =>
  'message' in told ? putMessage(log, told.message) : putReaction(log, told.reaction);

const people = ['viewer', 'noor', 'ada'];
const emojis = ['👍', '🎉', '🦜'];

/** A channel as the instance keeps it: every change takes the next version. */
class Instance {
  rows = new Map<string, MessageDto>();
  version = 0;
  history: Told[] = [];
  /** By message, then by emoji in the order of the kinds: who reacted. */
  reactors = new Map<string, Map<string, Set<string>>>();

  post(replyTo: MessageDto | undefined): void {
    this.version += 1;
    const quote = replyTo && {
      id: replyTo.id,
      seq: replyTo.seq,
      author: replyTo.author,
      excerpt: excerptOf(replyTo),
    };
    this.record(makeMessage(this.version, { ordinal: this.rows.size + 1, replyTo: quote ?? null }));
  }

  change(row: MessageDto, deleted: boolean): void {
    this.version += 1;
    const body = deleted ? null : `edit ${this.version}`;
    if (deleted) this.reactors.delete(row.id);
    this.record({ ...this.present(row), version: this.version, body, deletedAt: deleted ? 'now' : null });
  }

  /** Adds a reaction, or takes it back when it is there. */
  react(row: MessageDto, at: number): void {
    if (row.deletedAt) return;
    const { channelId } = row;
    const [emoji, accountId] = [emojis[at % 3] ?? '', people[(at >> 2) % 3] ?? ''];
    const kinds = this.reactors.get(row.id) ?? new Map<string, Set<string>>();
    const who = kinds.get(emoji) ?? new Set();
    const added = !who.delete(accountId);
    if (added) who.add(accountId);
    this.reactors.set(row.id, kinds.set(emoji, who));
    if (who.size === 0) kinds.delete(emoji);
    const version = this.touch(row);
    const change = { channelId, messageId: row.id, emoji, count: who.size, accountId, added, version };
    this.history.push({ reaction: heldChange(change, 'viewer') });
  }

  clear(row: MessageDto, at: number): void {
    const kinds = this.reactors.get(row.id);
    if (row.deletedAt || !kinds?.size) return;
    const emoji = at % 2 ? null : ([...kinds.keys()][0] ?? null);
    if (emoji === null) kinds.clear();
    else kinds.delete(emoji);
    const version = this.touch(row);
    this.history.push({
      reaction: heldClearing({ channelId: row.channelId, messageId: row.id, emoji, version }),
    });
  }

  touch(row: MessageDto): number {
    this.version += 1;
    this.rows.set(row.id, { ...row, version: this.version });
    return this.version;
  }

  record(row: MessageDto): void {
    this.rows.set(row.id, row);
    const { reactions: _, ...rest } = row;
    const message = this.reactors.get(row.id)?.size ? rest : { ...rest, reactions: [] };
    this.history.push({ message });
  }

  /** As a loader reads it now. */
  present(row: MessageDto): MessageDto {
    const kinds = [...(this.reactors.get(row.id) ?? [])];
    const reactions = kinds.map(([emoji, who]) => ({ emoji, count: who.size, mine: who.has('viewer') }));
    const quoted = row.replyTo && this.rows.get(row.replyTo.id);
    return {
      ...row,
      reactions,
      ...(quoted && row.replyTo && { replyTo: { ...row.replyTo, excerpt: excerptOf(quoted) } }),
    };
  }

  page({
    before = Infinity,
    after = 0,
    limit = 5,
  }: { before?: number; after?: number; limit?: number } = {}) {
    const all = [...this.rows.values()].filter((row) => row.deletedAt === null).sort((a, b) => a.seq - b.seq);
    const range = all.filter((row) => row.seq > after && row.seq < before);
    const part = after > 0 ? range.slice(0, limit) : range.slice(-limit);
    const first = part[0]?.seq ?? Infinity;
    const last = part.at(-1)?.seq ?? 0;
    return makePage(
      part.map((row) => this.present(row)),
      {
        hasBefore: all.some((row) => row.seq < first),
        hasAfter: all.some((row) => row.seq > last && last > 0),
        version: this.version,
      },
    );
  }

  changes(since: number): MessageDto[] {
    return [...this.rows.values()].filter((row) => row.version > since).map((row) => this.present(row));
  }
}

const step = fc.record({
  kind: fc.constantFrom('post', 'reply', 'edit', 'delete', 'restore', 'react', 'react', 'react', 'clear'),
  at: fc.nat(100),
});

function run(instance: Instance, steps: { kind: string; at: number }[]): void {
  for (const { kind, at } of steps) {
    const rows = [...instance.rows.values()];
    const row = rows[at % Math.max(1, rows.length)];
    if (!row || kind === 'post') instance.post(undefined);
    else if (kind === 'reply') instance.post(row);
    else if (kind === 'react') instance.react(row, at);
    else if (kind === 'clear') instance.clear(row, at);
    else if ((row.deletedAt === null) === (kind !== 'restore')) instance.change(row, kind === 'delete');
  }
}

test('any order and any doubling of the events ends in what a loader reads', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 15 }),
      fc.array(step, { minLength: 1, maxLength: 30 }),
      fc.infiniteStream(fc.nat()),
      (before, after, random) => {
        const instance = new Instance();
        run(instance, before);
        const start = logFromPage('workshop', instance.page({ limit: 1000 }));
        const known = instance.history.length;
        run(instance, after);
        const events = instance.history.slice(known);
        const doubled = [...events, ...events.filter(() => (random.next().value as number) % 2)];
        const shuffled = doubled
          .map((event) => ({ event, key: random.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ event }) => event);
        const end = shuffled.reduce(put, start);
        expect(end).toEqual(logFromPage('workshop', instance.page({ limit: 1000 })));
      },
    ),
  );
});

test('lost events, late pages and catch-ups, in any mixture, end in what a loader reads', () => {
  const act = fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('step' as const), step, lost: fc.boolean() }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constantFrom('ask-older', 'ask-newer', 'ask-newest', 'ask-changes', 'answer'),
      }),
    },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), fc.array(act, { maxLength: 60 }), (before, acts) => {
      const instance = new Instance();
      run(instance, before);
      let log: ChannelLog = logFromPage('workshop', instance.page());
      const answers: ((log: ChannelLog) => ChannelLog)[] = [];
      for (const each of acts) {
        const { from, to, version } = log;
        if (each.do === 'step' && 'step' in each) {
          const known = instance.history.length;
          run(instance, [each.step]);
          if (!each.lost) for (const event of instance.history.slice(known)) log = put(log, event);
        } else if (each.do === 'ask-older' && log.hasBefore) {
          const page = instance.page({ before: from });
          answers.push((value) => addPage(value, page, { before: from }));
        } else if (each.do === 'ask-newer' && to !== null) {
          const page = instance.page({ after: to });
          answers.push((value) => addPage(value, page, { after: to }));
        } else if (each.do === 'ask-newest') {
          const page = instance.page();
          answers.push((value) => addPage(value, page, 'replace'));
        } else if (each.do === 'ask-changes') {
          const answer = { messages: instance.changes(version), since: version, version: instance.version };
          answers.push((value) => putChanges(value, answer));
        } else if (each.do === 'answer') {
          const answer = answers.shift();
          if (answer) log = answer(log);
        }
      }
      for (const answer of answers) log = answer(log);
      const since = log.version;
      log = putChanges(log, { messages: instance.changes(since), since, version: instance.version });

      expect(isBehind(log, instance.version)).toBe(false);
      const { messages } = instance.page({ limit: 1000 });
      const covered = messages.filter((m) => m.seq >= log.from && (log.to === null || m.seq <= log.to));
      expect(log.messages).toEqual(covered);
    }),
    { numRuns: 1000 },
  );
});
