import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { badText, notBoolean, notInput, notList, notNumber, notText } from '../support/hostile.ts';
import { type Person, type World, createWorld, testPassword } from '../support/world.ts';

// Every use case that takes input, called with every kind of wrong input, by somebody who may do all of it.

type Input = Record<string, unknown>;
interface Case {
  /** An input that is right in form. */
  input: () => Input;
  /** Texts that are not looked into: a password is what was typed. */
  opaque?: string[];
  nullable?: string[];
  optional?: string[];
}

const ids = { communityId: '', channelId: '', categoryId: randomUUID(), messageId: '', code: 'NOSUCHCODE22' };
const identity = { name: 'Name', colour: 'moss', letter: 'N' };

const cases: Record<string, Record<string, Case>> = {
  accounts: {
    register: {
      input: () => ({
        username: 'somebody',
        password: testPassword,
        displayName: 'Some',
        email: 'a@example.org',
        inviteCode: 'X',
        acceptsRules: true,
        answers: [],
      }),
      opaque: ['password'],
      optional: ['displayName', 'email', 'inviteCode', 'acceptsRules', 'answers'],
    },
    logIn: { input: () => ({ login: 'somebody', password: testPassword }), opaque: ['password'] },
    changePassword: {
      input: () => ({ currentPassword: testPassword, newPassword: testPassword }),
      opaque: ['currentPassword', 'newPassword'],
    },
    endSession: { input: () => ({ sessionId: randomUUID() }) },
  },
  admin: { updateSettings: { input: () => ({ registration: 'open', membersCreateCommunities: true }) } },
  address: {
    checkAddress: { input: () => ({ name: 'nowhere.invalid' }) },
    setAddress: { input: () => ({ mode: 'lan', name: 'nowhere.invalid' }) },
  },
  channels: {
    createCategory: { input: () => ({ communityId: ids.communityId, name: 'category' }) },
    createChannel: {
      input: () => ({
        communityId: ids.communityId,
        categoryId: ids.categoryId,
        name: 'channel',
        topic: 'topic',
      }),
      nullable: ['categoryId'],
      optional: ['topic'],
    },
    deleteCategory: { input: () => ({ categoryId: randomUUID() }) },
    deleteChannel: { input: () => ({ channelId: randomUUID() }) },
    markRead: { input: () => ({ channelId: ids.channelId, seq: 1 }) },
    moveCategory: { input: () => ({ categoryId: randomUUID(), index: 0 }) },
    moveChannel: {
      input: () => ({ channelId: ids.channelId, categoryId: ids.categoryId, index: 0 }),
      nullable: ['categoryId'],
    },
    noteTyping: { input: () => ({ channelId: ids.channelId }) },
    renameCategory: { input: () => ({ categoryId: randomUUID(), name: 'category' }) },
    updateChannel: {
      input: () => ({ channelId: ids.channelId, name: 'channel', topic: 'topic' }),
      optional: ['name', 'topic'],
    },
  },
  communities: {
    createCommunity: { input: () => ({ ...identity, template: 'empty' }) },
    leaveCommunity: { input: () => ({ communityId: ids.communityId }) },
    listMembers: { input: () => ({ communityId: ids.communityId, after: 'x' }), optional: ['after'] },
    updateCommunity: {
      input: () => ({ communityId: ids.communityId, ...identity }),
      optional: ['name', 'colour', 'letter'],
    },
  },
  invites: {
    acceptInvite: {
      input: () => ({ code: ids.code, acceptsRules: true, answers: [] }),
      optional: ['acceptsRules', 'answers'],
    },
    approveRequests: { input: () => ({ communityId: ids.communityId, accountIds: [randomUUID()] }) },
    createInvite: {
      input: () => ({
        communityId: ids.communityId,
        ...{ lifetime: 3600, maxUses: 1, label: 'label' },
        ...{ channelId: ids.channelId, roleId: randomUUID() },
      }),
      nullable: ['lifetime', 'maxUses', 'channelId', 'roleId'],
      optional: ['lifetime', 'maxUses', 'channelId', 'roleId', 'label'],
    },
    dismissAlarm: { input: () => ({ communityId: ids.communityId }) },
    getInvite: { input: () => ({ code: ids.code }) },
    getInviteChoices: { input: () => ({ communityId: ids.communityId }) },
    getJoinSettings: { input: () => ({ communityId: ids.communityId }) },
    getRaid: { input: () => ({ communityId: ids.communityId }) },
    listInvites: {
      input: () => ({ communityId: ids.communityId, ended: false }),
      optional: ['ended'],
    },
    listRequests: { input: () => ({ communityId: ids.communityId }) },
    pauseInvites: { input: () => ({ communityId: ids.communityId }) },
    previewInvite: { input: () => ({ code: ids.code }) },
    refuseRequests: { input: () => ({ communityId: ids.communityId, accountIds: [randomUUID()] }) },
    removeRaid: { input: () => ({ communityId: ids.communityId }) },
    reopenRequest: { input: () => ({ communityId: ids.communityId, accountId: randomUUID() }) },
    resumeInvites: { input: () => ({ communityId: ids.communityId }) },
    revokeInvite: { input: () => ({ code: ids.code }) },
    setVanity: {
      input: () => ({ communityId: ids.communityId, vanity: 'a-word' }),
      nullable: ['vanity'],
    },
    updateGuard: { input: () => ({ communityId: ids.communityId, on: true, joins: 20, minutes: 5 }) },
    updateInvite: {
      input: () => ({ code: ids.code, label: 'label', maxUses: 5, lifetime: 3600 }),
      nullable: ['maxUses', 'lifetime'],
      optional: ['label', 'maxUses', 'lifetime'],
    },
    updateJoinSettings: {
      input: () => ({ communityId: ids.communityId, rules: 'rules', questions: [], approval: false }),
      optional: ['rules', 'questions', 'approval'],
    },
    withdrawRequest: { input: () => ({ communityId: ids.communityId }) },
  },
  messages: {
    deleteMessage: { input: () => ({ messageId: randomUUID() }) },
    editMessage: { input: () => ({ messageId: ids.messageId, body: 'text' }) },
    getChanges: { input: () => ({ channelId: ids.channelId, since: 0 }) },
    getPage: { input: () => ({ channelId: ids.channelId, before: 1 }), optional: ['before'] },
    restoreMessage: { input: () => ({ messageId: ids.messageId }) },
    sendMessage: {
      input: () => ({
        channelId: ids.channelId,
        clientId: randomUUID(),
        body: 'text',
        replyToId: ids.messageId,
      }),
      optional: ['replyToId'],
    },
  },
  setup: {
    claim: { input: () => ({ code: 'x' }), opaque: ['code'] },
    createFirstCommunity: { input: () => ({ ...identity, template: 'empty' }) },
    createOwner: {
      input: () => ({
        claimToken: 'x',
        username: 'owner',
        password: testPassword,
        displayName: 'O',
        email: 'o@example.org',
      }),
      opaque: ['claimToken', 'password'],
      optional: ['displayName', 'email'],
    },
  },
};

/** Called by the adapters without input, or by other domains with what they checked. */
const withoutInput: Record<string, string[]> = {
  accounts: [
    'authenticatePassword',
    'createAccount',
    'deleteExpiredLimits',
    'deleteStaleSessions',
    'endOtherSessions',
    'findActiveSessions',
    'listSessions',
    'logOut',
    'openSession',
    'resolveSession',
    'touchSessions',
    // For the command line alone: they refuse whoever comes by another door.
    'resetPassword',
    'setAdmin',
  ],
  address: ['getAddressSettings', 'hasEdge', 'isAskedFor', 'loadAddress', 'name', 'originFor'],
  admin: ['getSettings'],
  channels: ['getCounters', 'purgeDeletedChannels'],
  communities: ['getBootstrap', 'insertCommunity'],
  invites: ['arrive', 'listOwnRequests', 'redeemInvite'],
  messages: ['drained', 'purgeDeletedText'],
  setup: ['getStep', 'prepareSetup'],
};

let world: World;
let person: Person;
let acquired = 0;
beforeAll(async () => {
  world = await createWorld();
  person = await world.person();
  await world.db.prisma.account.update({ where: { id: person.id }, data: { isAdmin: true } });
  if (person.ctx.actor.kind === 'user') person.ctx.actor.account.isAdmin = true;
  Object.assign(ids, await world.community(person));
  ids.messageId = (await world.send(person, ids.channelId)).id;
  world.db.pool.on('acquire', () => (acquired += 1));
});
beforeEach(() => (acquired = 0));
afterAll(() => world.close());

interface Refusal {
  code: string;
  message: string;
  fields?: Record<string, string>;
}

/** The outcome of a call: what it refused, or undefined when it did it. */
async function call(domain: string, name: string, input: unknown): Promise<Refusal | undefined> {
  const useCases = world.services[domain as 'messages'] as unknown as Record<
    string,
    (...args: unknown[]) => Promise<unknown>
  >;
  try {
    await useCases[name]!(person.ctx, input);
    return undefined;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'AppError') throw error;
    return error as Error & Refusal;
  }
}

const all = Object.entries(cases).flatMap(([domain, group]) =>
  Object.entries(group).map(([name, each]) => ({ title: `${domain}.${name}`, domain, name, each })),
);

test('each use case is in this test', () => {
  for (const [domain, names] of Object.entries(withoutInput)) {
    const listed = [...Object.keys(cases[domain] ?? {}), ...names].sort();
    expect(Object.keys(world.services[domain as 'messages']).sort()).toEqual(listed);
  }
});

describe.each(all)('$title', ({ domain, name, each }) => {
  test('S13 refuses operators, lists and numbers in the place of each field, by its name, and asks the database nothing', async () => {
    const input = each.input();
    for (const [field, value] of Object.entries(input)) {
      const wrong =
        typeof value === 'number'
          ? notNumber
          : typeof value === 'boolean'
            ? notBoolean
            : Array.isArray(value)
              ? notList
              : [...notText, null];
      for (const hostile of wrong) {
        if (hostile === null && each.nullable?.includes(field)) continue;
        const refusal = await call(domain, name, { ...input, [field]: hostile });
        expect([field, hostile, refusal?.code, Object.keys(refusal?.fields ?? {})]).toEqual([
          field,
          hostile,
          'INVALID',
          expect.arrayContaining([expect.stringMatching(new RegExp(`^${field}(\\.|$)`))]),
        ]);
        expect(refusal?.message).toContain(field);
      }
    }
    for (const hostile of notInput)
      expect([hostile, (await call(domain, name, hostile))?.code]).toEqual([hostile, 'INVALID']);
    expect(acquired).toBe(0);
  });

  test('refuses NUL, lone surrogates and a megabyte in each text, by its name', async () => {
    const input = each.input();
    for (const [field, value] of Object.entries(input)) {
      if (typeof value !== 'string') continue;
      for (const hostile of badText) {
        if (each.opaque?.includes(field) && hostile.length < 1000) continue;
        const refusal = await call(domain, name, { ...input, [field]: hostile });
        expect([field, hostile.length, refusal?.code, refusal?.fields]).toEqual([
          field,
          hostile.length,
          'INVALID',
          expect.objectContaining({ [field]: expect.any(String) }),
        ]);
        // The answer names the field; it does not hand the megabyte back.
        expect(JSON.stringify(refusal).length).toBeLessThan(1000);
      }
    }
    expect(acquired).toBe(0);
  });

  test('says which field is missing', async () => {
    const input = each.input();
    for (const field of Object.keys(input)) {
      if (each.optional?.includes(field)) continue;
      const refusal = await call(domain, name, { ...input, [field]: undefined });
      expect([field, refusal?.fields]).toEqual([field, expect.objectContaining({ [field]: 'required' })]);
    }
  });

  test('Z22 X8 refuses fields that nobody asked for, by their names, and leaves the prototype alone', async () => {
    for (const extra of [
      'isAdmin',
      'ownerId',
      'accountId',
      'authorId',
      'id',
      'createdAt',
      'constructor',
      'prototype',
      'actor',
      'ctx',
    ]) {
      if (extra in each.input()) continue;
      const refusal = await call(domain, name, { ...each.input(), [extra]: true });
      expect([extra, refusal?.code, refusal?.fields]).toEqual([
        extra,
        'INVALID',
        { [extra]: 'unknown_field' },
      ]);
    }
    const poisoned = JSON.parse(
      `{"__proto__":{"isAdmin":true},${JSON.stringify(each.input()).slice(1)}`,
    ) as unknown;
    const refusal = await call(domain, name, poisoned);
    expect(refusal?.code).toBe('INVALID');
    expect(refusal?.message).toContain('__proto__');
    expect(({} as Input)['isAdmin']).toBeUndefined();
    expect(acquired).toBe(0);
  });

  test('does not hand back a thousand names of a thousand unknown fields', async () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`field-${n}`, 1]));
    const refusal = await call(domain, name, { ...each.input(), ...many });
    expect(refusal?.code).toBe('INVALID');
    expect(JSON.stringify(refusal).length + refusal!.message.length).toBeLessThan(5000);
  });
});
