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
const place = () => ({ place: 'channel', placeId: ids.channelId });
const role = () => ({ communityId: ids.communityId, roleId: randomUUID() });
const filterFields = () => ({
  ...{ name: 'rule', mode: 'block', patterns: ['example.org'], leet: true, mentionMax: 5, action: 'block' },
  ...{ notice: 'notice', exemptRoleIds: [], exemptChannelIds: [], enabled: true },
});
const identity = { name: 'Name', colour: 'moss', letter: 'N' };

const someone = () => ({ communityId: ids.communityId, accountId: randomUUID() });

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const conversation = () => ({ conversationId: randomUUID() });
const cases: Record<string, Record<string, Case>> = {
  conversations: {
    addMembers: { input: () => ({ ...conversation(), memberIds: [randomUUID()] }) },
    answerConversation: { input: () => ({ ...conversation(), answer: 'accepted' }) },
    closeConversation: { input: conversation },
    createGroup: { input: () => ({ memberIds: [], name: 'Group' }), optional: ['name'] },
    getConversation: { input: conversation },
    handGroupOver: { input: () => ({ ...conversation(), accountId: randomUUID() }) },
    leaveGroup: { input: conversation },
    removeMember: { input: () => ({ ...conversation(), accountId: randomUUID() }) },
    startDirect: { input: () => ({ accountId: randomUUID() }) },
    updateGroup: {
      input: () => ({ ...conversation(), name: 'Group', colour: 'sky' }),
      optional: ['name', 'colour'],
    },
  },
  threads: {
    createThread: {
      input: () => ({ messageId: randomUUID(), name: 'Thread' }),
      optional: ['name'],
    },
    followThread: { input: () => ({ threadId: randomUUID(), following: true }) },
    getThread: { input: () => ({ threadId: randomUUID() }) },
    listThreads: {
      input: () => ({
        channelId: ids.channelId,
        archived: true,
        before: `${new Date().toISOString()},${randomUUID()}`,
      }),
      optional: ['archived', 'before'],
    },
    lockThread: { input: () => ({ threadId: randomUUID(), locked: true }) },
    updateThread: {
      input: () => ({ threadId: randomUUID(), name: 'Thread', archived: true, archiveHours: 24 }),
      optional: ['name', 'archived', 'archiveHours'],
    },
  },
  forums: {
    createPost: {
      input: () => ({
        ...{ channelId: ids.channelId, clientId: randomUUID(), title: 'Post', body: 'of words' },
        tagIds: [randomUUID()],
      }),
      optional: ['tagIds'],
    },
    createTag: {
      input: () => ({ channelId: ids.channelId, name: 'Tag', emoji: '🏺', moderated: true }),
      optional: ['emoji', 'moderated'],
    },
    deletePost: { input: () => ({ threadId: randomUUID(), reason: 'off topic' }), optional: ['reason'] },
    deleteTag: { input: () => ({ channelId: ids.channelId, tagId: randomUUID() }) },
    listPosts: {
      input: () => ({
        ...{ channelId: ids.channelId, order: 'newest', tagIds: [randomUUID()], unanswered: true },
        ...{ archived: true, before: `${new Date().toISOString()},${randomUUID()}` },
      }),
      optional: ['order', 'tagIds', 'unanswered', 'archived', 'before'],
    },
    listTags: { input: () => ({ channelId: ids.channelId }) },
    moveTag: { input: () => ({ channelId: ids.channelId, tagId: randomUUID(), index: 1 }) },
    pinPost: { input: () => ({ threadId: randomUUID(), pinned: true }) },
    tagPost: { input: () => ({ threadId: randomUUID(), tagIds: [randomUUID()] }) },
    updateTag: {
      input: () => ({
        ...{ channelId: ids.channelId, tagId: randomUUID(), name: 'Tag', emoji: '🏺', moderated: true },
      }),
      optional: ['emoji', 'moderated'],
    },
  },
  saved: {
    findSaved: { input: () => ({ messageId: randomUUID() }) },
    listSaved: { input: () => ({ before: randomUUID() }), optional: ['before'] },
    removeSaved: { input: () => ({ messageId: randomUUID() }) },
    saveMessage: {
      input: () => ({ messageId: ids.messageId, remindAt: inAnHour() }),
      optional: ['remindAt'],
      nullable: ['remindAt'],
    },
  },
  scheduled: {
    changeScheduled: {
      input: () => ({ scheduledId: randomUUID(), body: 'text', sendAt: inAnHour() }),
      optional: ['body', 'sendAt'],
    },
    removeScheduled: { input: () => ({ scheduledId: randomUUID() }) },
    scheduleMessage: {
      input: () => ({
        ...{ channelId: ids.channelId, clientId: randomUUID(), body: 'text', sendAt: inAnHour() },
        replyToId: randomUUID(),
      }),
      optional: ['replyToId'],
    },
    sendNow: { input: () => ({ scheduledId: randomUUID() }) },
  },
  friends: {
    acceptFriend: { input: () => ({ accountId: randomUUID() }) },
    addFriend: { input: () => ({ accountId: randomUUID() }) },
    blockAccount: { input: () => ({ accountId: randomUUID() }) },
    removeFriend: { input: () => ({ accountId: randomUUID() }) },
    requestFriend: { input: () => ({ username: 'somebody' }) },
    setPrivacy: {
      input: () => ({ messagesFrom: 'friends', sharesSeen: true }),
      optional: ['messagesFrom', 'sharesSeen'],
    },
    unblockAccount: { input: () => ({ accountId: randomUUID() }) },
  },
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
    changeEmail: {
      input: () => ({ email: 'b@example.org', emailPassword: testPassword }),
      opaque: ['emailPassword'],
      optional: ['email'],
    },
    updateProfile: { input: () => ({ displayName: 'Somebody' }) },
    endSession: { input: () => ({ sessionId: randomUUID() }) },
    approveAccount: { input: () => ({ targetId: randomUUID() }) },
    createResetLink: { input: () => ({ targetId: randomUUID() }) },
    deleteAccount: {
      input: () => ({ targetId: randomUUID(), messages: 'keep', reason: 'reason' }),
      optional: ['reason'],
    },
    endAccountSessions: { input: () => ({ targetId: randomUUID() }) },
    getAccount: { input: () => ({ targetId: randomUUID() }) },
    listAccounts: {
      input: () => ({ filter: 'all', search: 'x', before: randomUUID() }),
      optional: ['filter', 'search', 'before'],
    },
    previewReset: { input: () => ({ token: 'x' }), opaque: ['token'] },
    refuseAccount: { input: () => ({ targetId: randomUUID() }) },
    setAdministrator: { input: () => ({ targetId: randomUUID(), admin: true }) },
    setDisabled: {
      input: () => ({ targetId: randomUUID(), disabled: true, reason: 'reason' }),
      optional: ['reason'],
    },
    useResetLink: {
      input: () => ({ token: 'x', newPassword: testPassword }),
      opaque: ['token', 'newPassword'],
    },
  },
  admin: {
    updateBranding: { input: () => ({ name: 'name', accent: 'moss', welcome: 'welcome' }) },
    updateLimits: {
      input: () => ({
        messageLength: 1,
        messagesPerSecond: 1,
        messagesBurst: 1,
        uploadMegabytes: 1,
        inviteLifetime: 1,
        communitiesPerMember: 1,
        auditDays: 30,
      }),
      nullable: [
        'messageLength',
        'messagesPerSecond',
        'messagesBurst',
        'uploadMegabytes',
        'inviteLifetime',
        'communitiesPerMember',
        'auditDays',
      ],
    },
    updateSettings: { input: () => ({ registration: 'open', membersCreateCommunities: true }) },
  },
  audit: {
    listEntries: {
      input: () => ({
        communityId: ids.communityId,
        actorId: randomUUID(),
        targetId: randomUUID(),
        action: 'channel.create',
        before: randomUUID(),
      }),
      optional: ['actorId', 'targetId', 'action', 'before'],
    },
    listInstanceEntries: {
      input: () => ({
        actorId: randomUUID(),
        targetId: randomUUID(),
        action: 'account.admin',
        before: randomUUID(),
      }),
      optional: ['actorId', 'targetId', 'action', 'before'],
    },
  },
  address: {
    checkAddress: { input: () => ({ name: 'nowhere.invalid' }) },
    setAddress: { input: () => ({ mode: 'lan', name: 'nowhere.invalid' }) },
  },
  channels: {
    createCategory: {
      input: () => ({ communityId: ids.communityId, name: 'category', isPrivate: true }),
      optional: ['isPrivate'],
    },
    createChannel: {
      input: () => ({
        communityId: ids.communityId,
        categoryId: ids.categoryId,
        name: 'channel',
        topic: 'topic',
        kind: 'text',
        slowMode: 5,
        isPrivate: true,
      }),
      nullable: ['categoryId'],
      optional: ['topic', 'kind', 'slowMode', 'isPrivate'],
    },
    deleteCategory: { input: () => ({ categoryId: randomUUID() }) },
    deleteChannel: { input: () => ({ channelId: randomUUID() }) },
    lockChannel: {
      input: () => ({ channelId: ids.channelId, reason: 'why' }),
      optional: ['reason'],
    },
    markCommunityRead: { input: () => ({ communityId: ids.communityId }) },
    listSeen: { input: () => ({ channelId: ids.channelId }) },
    markRead: { input: () => ({ channelId: ids.channelId, seq: 1 }) },
    markUnread: { input: () => ({ channelId: ids.channelId, seq: 1 }) },
    moveCategory: { input: () => ({ categoryId: randomUUID(), index: 0 }) },
    moveChannel: {
      input: () => ({ channelId: ids.channelId, categoryId: ids.categoryId, index: 0 }),
      nullable: ['categoryId'],
    },
    noteTyping: { input: () => ({ channelId: ids.channelId }) },
    renameCategory: { input: () => ({ categoryId: randomUUID(), name: 'category' }) },
    setSlowMode: { input: () => ({ channelId: ids.channelId, slowMode: 5 }) },
    unlockChannel: {
      input: () => ({ channelId: ids.channelId, reason: 'why' }),
      optional: ['reason'],
    },
    updateChannel: {
      input: () => ({
        ...{ channelId: ids.channelId, name: 'channel', topic: 'topic', kind: 'text', slowMode: 0 },
      }),
      optional: ['name', 'topic', 'kind', 'slowMode'],
    },
  },
  communities: {
    createCommunity: { input: () => ({ ...identity, template: 'empty' }) },
    assignOwner: {
      input: () => ({ communityId: randomUUID(), username: 'somebody', reason: 'reason' }),
      optional: ['reason'],
    },
    getCommunityEntry: { input: () => ({ communityId: ids.communityId }) },
    leaveCommunity: { input: () => ({ communityId: ids.communityId }) },
    listMembers: {
      input: () => ({ communityId: ids.communityId, after: 'x', query: 'x', roleId: randomUUID() }),
      optional: ['after', 'query', 'roleId'],
    },
    listCommunities: {
      input: () => ({ search: 'x', filter: 'all', before: randomUUID() }),
      optional: ['search', 'filter', 'before'],
    },
    removeCommunity: {
      input: () => ({ communityId: randomUUID(), confirm: 'x', reason: 'reason' }),
      optional: ['reason'],
    },
    setArchived: {
      input: () => ({ communityId: randomUUID(), archived: true, reason: 'reason' }),
      optional: ['reason'],
    },
    updateCommunity: {
      input: () => ({ communityId: ids.communityId, ...identity }),
      optional: ['name', 'colour', 'letter'],
    },
  },
  jobs: { runJob: { input: () => ({ name: 'no such chore' }) } },
  metrics: { getOverview: { input: () => ({ range: 'day' }), optional: ['range'] } },
  filters: {
    createFilter: { input: () => ({ communityId: ids.communityId, kind: 'links', ...filterFields() }) },
    deleteFilter: { input: () => ({ communityId: ids.communityId, filterId: randomUUID() }) },
    listFilters: { input: () => ({ communityId: ids.communityId }) },
    testFilters: { input: () => ({ communityId: ids.communityId, body: 'text' }) },
    updateFilter: {
      input: () => ({ communityId: ids.communityId, filterId: randomUUID(), ...filterFields() }),
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
  members: {
    addNote: { input: () => ({ ...someone(), body: 'text' }) },
    banMember: {
      input: () => ({ ...someone(), seconds: 3600, sweep: 3600, reason: 'text' }),
      nullable: ['seconds'],
      optional: ['reason'],
    },
    banUsername: {
      input: () => ({
        communityId: ids.communityId,
        username: 'nobody',
        seconds: 3600,
        sweep: 3600,
        reason: 'text',
      }),
      nullable: ['seconds'],
      optional: ['reason'],
    },
    deleteNote: { input: () => ({ communityId: ids.communityId, noteId: randomUUID() }) },
    endTimeout: { input: someone },
    getMember: { input: someone },
    kickMember: { input: () => ({ ...someone(), reason: 'text' }), optional: ['reason'] },
    listBans: {
      input: () => ({ communityId: ids.communityId, query: 'x', after: 'x' }),
      optional: ['query', 'after'],
    },
    listLines: {
      input: () => ({
        communityId: ids.communityId,
        query: 'x',
        after: 'x',
        roleId: randomUUID(),
        sort: 'name',
      }),
      optional: ['query', 'after', 'roleId', 'sort'],
    },
    setNickname: { input: () => ({ ...someone(), nickname: 'text' }) },
    timeOutMember: {
      input: () => ({ ...someone(), seconds: 3600, reason: 'text' }),
      optional: ['reason'],
    },
    transferOwnership: { input: () => ({ ...someone(), password: testPassword }), opaque: ['password'] },
    unbanMember: { input: someone },
  },
  messages: {
    approveHeld: { input: () => ({ communityId: ids.communityId, heldId: randomUUID() }) },
    deleteMessage: {
      input: () => ({ messageId: randomUUID(), reason: 'why' }),
      optional: ['reason'],
    },
    deleteMessages: {
      input: () => ({ channelId: ids.channelId, messageIds: [randomUUID()], reason: 'why' }),
      optional: ['reason'],
    },
    editMessage: { input: () => ({ messageId: ids.messageId, body: 'text' }) },
    getChanges: { input: () => ({ channelId: ids.channelId, since: 0 }) },
    getPage: { input: () => ({ channelId: ids.channelId, before: 1 }), optional: ['before'] },
    listHeld: { input: () => ({ communityId: ids.communityId }) },
    listPins: { input: () => ({ channelId: ids.channelId }) },
    forwardMessage: {
      input: () => ({
        ...{ messageId: ids.messageId, channelId: ids.channelId, clientId: randomUUID() },
        body: 'text',
      }),
      optional: ['body'],
    },
    listPreviews: { input: () => ({ messageIds: [ids.messageId] }) },
    pinMessage: { input: () => ({ messageId: ids.messageId }) },
    refuseHeld: {
      input: () => ({ communityId: ids.communityId, heldId: randomUUID(), reason: 'why' }),
      optional: ['reason'],
    },
    restoreMessages: { input: () => ({ channelId: ids.channelId, messageIds: [randomUUID()] }) },
    unpinMessage: { input: () => ({ messageId: ids.messageId }) },
    restoreMessage: { input: () => ({ messageId: ids.messageId }) },
    sendMessage: {
      input: () => ({
        channelId: ids.channelId,
        clientId: randomUUID(),
        body: 'text',
        replyToId: ids.messageId,
        ping: false,
        poll: { answers: ['a', 'b'], multiple: false, anonymous: false, hours: null },
      }),
      optional: ['replyToId', 'ping', 'poll'],
    },
  },
  push: {
    subscribe: {
      input: () => ({
        endpoint: 'https://push.example.org/x',
        p256dh: Buffer.concat([Buffer.of(4), Buffer.alloc(64)]).toString('base64url'),
        auth: Buffer.alloc(16).toString('base64url'),
      }),
    },
    removeDevice: { input: () => ({ deviceId: randomUUID() }) },
    testDevice: { input: () => ({ deviceId: randomUUID() }) },
  },
  notifications: {
    listInbox: {
      input: () => ({ filter: 'all', before: randomUUID() }),
      optional: ['filter', 'before'],
    },
    markItemsRead: { input: () => ({ itemIds: [randomUUID()] }) },
    setPlace: {
      input: () => ({ place: 'channel', placeId: ids.channelId, level: 'all', mute: '15' }),
      optional: ['level', 'mute'],
      nullable: ['level'],
    },
    setPreferences: {
      input: () => ({
        ...{ desktop: true, sound: true, previews: false, timeZone: 'Europe/Berlin' },
        ...{ quiet: true, quietFrom: 60, quietTo: 120 },
      }),
      optional: [...['desktop', 'sound', 'previews', 'timeZone', 'quiet', 'quietFrom', 'quietTo']],
    },
  },
  overrides: {
    findHolders: { input: () => ({ ...place(), search: 'somebody' }) },
    getPlaceRules: { input: place },
    setOverride: {
      input: () => ({
        ...place(),
        holder: 'role',
        holderId: randomUUID(),
        allow: ['message.send'],
        deny: ['message.react'],
      }),
    },
    setPrivacy: {
      input: () => ({ ...place(), isPrivate: true, roleIds: [randomUUID()], memberIds: [randomUUID()] }),
    },
    setSynced: { input: () => ({ channelId: ids.channelId, synced: true }) },
  },
  roles: {
    addRoleMembers: { input: () => ({ ...role(), memberIds: [randomUUID()] }) },
    createRole: {
      input: () => ({ communityId: ids.communityId, name: 'role', colour: 'moss', preset: 'guest' }),
      nullable: ['colour'],
      optional: ['colour', 'preset'],
    },
    deleteRole: { input: role },
    duplicateRole: { input: () => ({ ...role(), name: 'copy' }) },
    explainMember: {
      input: () => ({ communityId: ids.communityId, memberId: randomUUID(), channelId: ids.channelId }),
      optional: ['channelId'],
    },
    findRoleMembers: {
      input: () => ({ ...role(), holding: true, search: 'somebody' }),
      optional: ['search'],
    },
    getMemberRoles: { input: () => ({ communityId: ids.communityId, memberId: randomUUID() }) },
    listRoles: { input: () => ({ communityId: ids.communityId }) },
    moveRole: { input: () => ({ ...role(), index: 0 }) },
    removeRoleMembers: { input: () => ({ ...role(), memberIds: [randomUUID()] }) },
    setMemberRoles: {
      input: () => ({ communityId: ids.communityId, memberId: randomUUID(), roleIds: [randomUUID()] }),
    },
    updateRole: {
      input: () => ({
        ...role(),
        ...{ name: 'role', colour: 'moss', icon: '🔥', hoist: true, mentionable: true },
        permissions: ['message.send'],
      }),
      nullable: ['colour'],
      optional: ['name', 'colour', 'icon', 'hoist', 'mentionable', 'permissions'],
    },
    viewAsRole: { input: role },
  },
  polls: {
    endPoll: { input: () => ({ messageId: randomUUID(), reason: 'reason' }), optional: ['reason'] },
    getPoll: { input: () => ({ messageId: randomUUID() }) },
    listVoters: {
      input: () => ({ messageId: randomUUID(), answer: 0, after: randomUUID() }),
      optional: ['after'],
    },
    retractVote: { input: () => ({ messageId: randomUUID(), answer: 0 }), optional: ['answer'] },
    votePoll: { input: () => ({ messageId: randomUUID(), answer: 0 }) },
  },
  reactions: {
    addReaction: { input: () => ({ messageId: randomUUID(), emoji: '👍' }) },
    clearReactions: {
      input: () => ({ messageId: randomUUID(), emoji: '👍', reason: 'reason' }),
      optional: ['emoji', 'reason'],
    },
    listReactors: {
      input: () => ({ messageId: randomUUID(), emoji: '👍', after: randomUUID() }),
      optional: ['after'],
    },
    removeReaction: { input: () => ({ messageId: randomUUID(), emoji: '👍' }) },
  },
  reports: {
    createReport: {
      input: () => ({ messageId: randomUUID(), reason: 'spam', comment: 'comment' }),
      optional: ['comment'],
    },
    listReports: {
      input: () => ({ communityId: ids.communityId, state: 'open', after: randomUUID() }),
      optional: ['after'],
    },
    resolveReport: {
      input: () => ({
        ...{ communityId: ids.communityId, reportId: randomUUID(), outcome: 'done', note: 'note' },
      }),
      optional: ['note'],
    },
  },
  presence: {
    chooseState: { input: () => ({ state: 'dnd' }) },
    setStatus: { input: () => ({ emoji: '🌱', text: 'growing', seconds: 60 }), nullable: ['seconds'] },
  },
  profiles: {
    getProfile: { input: () => ({ accountId: randomUUID() }) },
    previewBio: { input: () => ({ bio: 'text' }) },
    setNote: { input: () => ({ accountId: randomUUID(), body: 'note' }) },
    updateProfile: {
      input: () => ({ pronouns: 'they/them', bio: 'text', accent: 'moss', timeZone: 'Europe/Berlin' }),
      nullable: ['accent', 'timeZone'],
    },
  },
  search: {
    findPeople: {
      input: () => ({ query: 'x', communityId: ids.communityId }),
      optional: ['communityId'],
    },
    searchMessages: {
      input: () => ({
        ...{ text: 'x', channelId: ids.channelId, order: 'best', timeZone: 'Europe/Berlin' },
        after: '01a21052-4ce9-7077-b088-1f5c75f37a2e',
      }),
      optional: ['channelId', 'order', 'timeZone', 'after'],
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
    'confirmPassword',
    'createAccount',
    'deleteExpiredLimits',
    'deleteStaleResets',
    'deleteStaleSessions',
    'endOtherSessions',
    'findActiveSessions',
    'listSessions',
    'logOut',
    'openSession',
    'purgeDeletedAccounts',
    'resolveSession',
    'touchSessions',
    // For the command line alone: they refuse whoever comes by another door.
    'resetPassword',
    'setAdmin',
  ],
  address: ['getAddressSettings', 'hasEdge', 'isAskedFor', 'loadAddress', 'name', 'originFor'],
  admin: ['current', 'getLimits', 'getSettings', 'holdRegistration', 'loadSettings', 'onChange'],
  audit: ['changeCommunity', 'listOfMember', 'purgeEntries', 'record', 'timeoutOf'],
  channels: ['getCounters', 'purgeDeletedChannels'],
  communities: ['getBootstrap', 'insertCommunity'],
  conversations: ['listConversations', 'noteAnswered'],
  saved: ['remindOfSaved'],
  scheduled: ['countScheduled', 'listScheduled', 'sendDueMessages'],
  threads: [
    ...['accessThread', 'archiveQuietThreads', 'changePost', 'forgetThreads', 'insertPost', 'listFollowed'],
    ...['noteWriting', 'othersWrote', 'present', 'removePost', 'takeTurn', 'tellPost'],
  ],
  friends: ['blockersOf', 'blocksAmong', 'friendsAmong', 'getPrivacy', 'getRelations', 'standingOf'],
  filters: ['judge'],
  invites: ['arrive', 'checkAnswers', 'dropRequests', 'listOwnRequests', 'redeemInvite'],
  jobs: ['forgetRuns', 'listJobs', 'register', 'runDue'],
  members: ['endPastTimeouts'],
  push: ['deliverPushes', 'getKey', 'listDevices', 'planPushes', 'remind'],
  news: ['getState', 'notify', 'retract'],
  notifications: ['markAllItemsRead', 'purgeNews'],
  messages: [
    'beginThread',
    'deleteRecent',
    'drained',
    'forgetAuthor',
    'listByIds',
    'inLine',
    'keepPace',
    'purgeDeletedText',
    'purgeHeld',
    'takePosted',
    'wasSent',
  ],
  metrics: ['collectMetrics', 'flushCounts', 'observe', 'rollUpMetrics'],
  polls: ['endDuePolls'],
  reactions: ['forgetReactor'],
  presence: [
    ...[
      'acquaintedAmong',
      'choiceOf',
      'clearPastStatuses',
      'forget',
      'getOwn',
      'hiddenFrom',
      'hideWhen',
      'isInvisible',
      'isVisibleTo',
    ],
    ...['now', 'people', 'presenceFor', 'reread', 'sharePlace'],
  ],
  profiles: ['describe', 'forget', 'getOwnProfile'],
  reports: ['alert', 'purgeReports'],
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
      if (Object.hasOwn(each.input(), extra)) continue;
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
