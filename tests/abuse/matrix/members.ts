import type { Action, Things } from './action.ts';

const target = ({ communityId, targetId }: Things) => ({ communityId, accountId: targetId });
const page = (fields: Record<string, string>) => (things: Things) => ({
  path: `/c/${things.communityId}/members/${things.targetId}`,
  fields,
});

export const memberActions: Action[] = [
  {
    useCase: 'members.setNickname',
    needs: 'nickname.manage',
    ranked: true,
    page: page({ intent: 'nickname', nickname: 'renamed' }),
  },
  {
    useCase: 'members.kickMember',
    needs: 'member.kick',
    ranked: true,
    page: page({ intent: 'kick', reason: 'a reason' }),
  },
  {
    useCase: 'members.banMember',
    needs: 'member.ban',
    ranked: true,
    page: page({ intent: 'ban', seconds: '', sweep: '0' }),
  },
  {
    useCase: 'members.banUsername',
    needs: 'member.ban',
    page: ({ communityId }) => ({
      path: `/c/${communityId}/settings/bans`,
      fields: { intent: 'ban', username: 'nobody-by-that-name', seconds: '', sweep: '0' },
    }),
    except: {
      who: ['lower', 'equal', 'higher', 'owner'],
      answer: 'refused',
      because: 'nobody has that username, which only who may ban is told',
    },
  },
  {
    useCase: 'members.unbanMember',
    needs: 'member.ban',
    prepare: async ({ stage, things }) => {
      const person = await stage.person();
      const { communityId } = things;
      const { members } = stage.world.services;
      const ban = { username: person.username, seconds: null, sweep: 0 };
      await members.banUsername(stage.owner.ctx, { communityId, ...ban });
      return person.id;
    },
    page: ({ communityId, madeId }) => ({
      path: `/c/${communityId}/settings/bans`,
      fields: { intent: `unban:${madeId}` },
    }),
  },
  {
    useCase: 'members.timeOutMember',
    needs: 'member.timeout',
    ranked: true,
    page: page({ intent: 'timeout', seconds: '600' }),
  },
  {
    useCase: 'members.endTimeout',
    needs: 'member.timeout',
    ranked: true,
    prepare: async ({ stage, things }) => {
      const { members } = stage.world.services;
      await members.timeOutMember(stage.owner.ctx, { ...target(things), seconds: 600 });
      return things.targetId;
    },
    page: page({ intent: 'untimeout' }),
  },
  {
    useCase: 'members.transferOwnership',
    needs: null,
    except: {
      who: ['member', 'lower', 'equal', 'higher', 'owner'],
      answer: 'refused',
      because: 'only the owner may, and with their password alone, which this one is not',
    },
    page: page({ intent: 'transfer', password: 'not the password' }),
  },
  {
    useCase: 'members.addNote',
    needs: 'member.kick',
    page: page({ intent: 'note', body: 'a note' }),
  },
  {
    useCase: 'members.deleteNote',
    needs: 'member.kick',
    except: {
      who: ['lower', 'equal', 'higher'],
      answer: 'refused',
      because: 'a note goes by its author or the owner',
    },
    prepare: async ({ stage, things }) => {
      const { members } = stage.world.services;
      await members.addNote(stage.owner.ctx, { ...target(things), body: 'a note' });
      return (await members.getMember(stage.owner.ctx, target(things))).record!.notes[0]!.id;
    },
    page: (things) => page({ intent: 'delete-note', noteId: things.madeId })(things),
  },
  {
    useCase: 'members.getMember',
    needs: null,
    changesNothing: true,
    view: ({ communityId, targetId }) => `/c/${communityId}/members/${targetId}`,
    api: ({ communityId, targetId }) => ({
      method: 'GET',
      path: `/api/v1/communities/${communityId}/members/${targetId}`,
    }),
  },
  {
    useCase: 'members.listLines',
    needs: 'member.kick',
    changesNothing: true,
    view: ({ communityId }) => `/c/${communityId}/settings/members`,
  },
];
