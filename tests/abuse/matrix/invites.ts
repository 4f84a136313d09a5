import { announceChange } from '../stage.ts';
import type { Action, Scene } from './action.ts';

const settings = (communityId: string, page: string) => `/c/${communityId}/settings/${page}`;

/** The door is one word, said by form on a settings page. */
const said =
  (page: string, fields: Record<string, string>) =>
  ({ communityId }: { communityId: string }) => ({ path: settings(communityId, page), fields });

/** Somebody new who waits to be let in; their account's id. */
async function makeRequest({ stage, things }: Scene): Promise<string> {
  const { invites } = stage.world.services;
  const { communityId } = things;
  await invites.updateJoinSettings(stage.owner.ctx, { communityId, approval: true });
  const { code } = await invites.createInvite(stage.owner.ctx, { communityId });
  const person = await stage.person();
  await invites.acceptInvite(person.ctx, { code });
  await invites.updateJoinSettings(stage.owner.ctx, { communityId, approval: false });
  return person.id;
}

/** Somebody new who was refused; their account's id. */
async function makeRefusal(scene: Scene): Promise<string> {
  const accountId = await makeRequest(scene);
  const { communityId } = scene.things;
  await scene.stage.world.services.invites.refuseRequests(scene.stage.owner.ctx, {
    ...{ communityId, accountIds: [accountId] },
  });
  return accountId;
}

/** An alarm about everybody who came today. */
const alarm = (scene: Scene): Promise<string> => {
  const [now, yesterday] = [new Date(), new Date(Date.now() - 24 * 3600_000)];
  return withCommunity(scene, { alarmAt: now, alarmSince: yesterday, invitesPausedAt: now });
};

/** Changes the community behind everybody's back, and says so. */
async function withCommunity(
  { stage, things: { communityId } }: Scene,
  data: { invitesPausedAt?: Date; alarmAt?: Date; alarmSince?: Date },
): Promise<string> {
  await stage.world.db.prisma.community.update({ where: { id: communityId }, data });
  await announceChange(stage.world, communityId);
  return communityId;
}

const managesOwn = {
  who: ['member'],
  answer: 'refused',
  because: 'an invite of somebody else’s is not there for who does not manage invites',
} as const;

export const inviteActions: Action[] = [
  {
    useCase: 'invites.createInvite',
    needs: 'invite.create',
    page: said('invites', { intent: 'create', lifetime: '3600', maxUses: '' }),
  },
  {
    useCase: 'invites.updateInvite',
    needs: 'invite.manage',
    except: managesOwn,
    page: ({ communityId, code }) => ({
      path: settings(communityId, `invites/${code}`),
      fields: { intent: 'save', label: 'changed', lifetime: 'keep', maxUses: '' },
    }),
  },
  {
    useCase: 'invites.revokeInvite',
    needs: 'invite.manage',
    except: managesOwn,
    page: ({ communityId, code }) => ({
      path: settings(communityId, 'invites'),
      fields: { intent: `revoke:${code}` },
    }),
  },
  {
    useCase: 'invites.updateJoinSettings',
    needs: 'community.manage',
    page: said('joining', { intent: 'newcomers', rules: 'Be kind.' }),
  },
  {
    useCase: 'invites.setVanity',
    needs: 'community.manage',
    page: ({ communityId }) => ({
      path: settings(communityId, 'joining'),
      fields: { intent: 'vanity', vanity: `v-${communityId.slice(0, 13)}` },
    }),
  },
  {
    useCase: 'invites.pauseInvites',
    needs: 'invite.manage',
    page: said('joining', { intent: 'pause' }),
  },
  {
    useCase: 'invites.resumeInvites',
    needs: 'invite.manage',
    prepare: (scene) => withCommunity(scene, { invitesPausedAt: new Date() }),
    page: said('joining', { intent: 'resume' }),
  },
  {
    useCase: 'invites.updateGuard',
    needs: 'invite.manage',
    page: said('joining', { intent: 'guard', joins: '20', minutes: '5' }),
  },
  {
    useCase: 'invites.dismissAlarm',
    needs: 'invite.manage',
    prepare: alarm,
    view: ({ communityId }) => settings(communityId, 'raid'),
    page: said('raid', { intent: 'keep' }),
  },
  {
    useCase: 'invites.removeRaid',
    needs: 'invite.manage',
    except: {
      who: ['lower', 'equal', 'higher'],
      answer: 'refused',
      because: 'removing people takes member.kick as well',
    },
    prepare: alarm,
    page: said('raid', { intent: 'remove' }),
  },
  {
    useCase: 'invites.approveRequests',
    needs: 'invite.manage',
    prepare: makeRequest,
    page: ({ communityId, madeId }) => ({
      path: settings(communityId, 'requests'),
      fields: { intent: `approve:${madeId}` },
    }),
  },
  {
    useCase: 'invites.refuseRequests',
    needs: 'invite.manage',
    prepare: makeRequest,
    page: ({ communityId, madeId }) => ({
      path: settings(communityId, 'requests'),
      fields: { intent: `refuse:${madeId}` },
    }),
  },
  {
    useCase: 'invites.reopenRequest',
    needs: 'invite.manage',
    prepare: makeRefusal,
    page: ({ communityId, madeId }) => ({
      path: settings(communityId, 'requests'),
      fields: { intent: `reopen:${madeId}` },
    }),
  },
];
