import type { CommunityTemplate } from '#contract/setup';
import type { Permission } from '#contract/permissions';

export interface TemplateChannel {
  name: string;
  topic?: string;
  /** Only who may manage messages writes here; everybody reads. */
  announcements?: boolean;
  /** Only for these roles (and administrators). */
  onlyFor?: string[];
}

export interface Template {
  roles: { name: string; colour: string; permissions: Permission[]; hoist: boolean }[];
  /** Channels above the first category. */
  channels: TemplateChannel[];
  categories: { name: string; channels: TemplateChannel[] }[];
}

const moderator: Permission[] = [
  'member.kick',
  'member.ban',
  'member.timeout',
  'message.manage',
  'message.pin',
  'invite.manage',
  'mention.everyone',
  'voice.moderate',
  'report.review',
  'filter.manage',
  'audit.view',
];
const admin: Permission[] = ['administrator'];
const role = (name: string, colour: string, permissions: Permission[], hoist = true) => ({
  name,
  colour,
  permissions,
  hoist,
});

/** What each template makes. Roles from the highest to the lowest; everyone's is made for all of them. */
export const templates: Record<CommunityTemplate, Template> = {
  gaming: {
    roles: [
      role('Admin', 'ember', admin),
      role('Moderator', 'sky', moderator),
      role('Raider', 'plum', ['mention.everyone']),
    ],
    channels: [{ name: 'announcements', topic: 'Patches, events and dates.', announcements: true }],
    categories: [
      {
        name: 'Lobby',
        channels: [
          { name: 'general' },
          { name: 'looking-for-group', topic: 'Say which game, when, and how many.' },
          { name: 'clips-and-screenshots' },
        ],
      },
      { name: 'Games', channels: [{ name: 'strategy' }, { name: 'builds' }] },
      { name: 'Staff', channels: [{ name: 'moderators', onlyFor: ['Moderator'] }] },
    ],
  },
  friends: {
    roles: [role('Admin', 'ember', admin)],
    channels: [{ name: 'general', topic: 'Everything and nothing.' }],
    categories: [
      {
        name: 'Together',
        channels: [
          { name: 'plans', topic: 'Who, when, where.' },
          { name: 'photos' },
          { name: 'recipes' },
          { name: 'recommendations' },
        ],
      },
    ],
  },
  club: {
    roles: [
      role('Admin', 'ember', admin),
      role('Committee', 'moss', [...moderator, 'channel.manage']),
      role('Trainer', 'sky', ['message.pin', 'mention.everyone']),
    ],
    channels: [{ name: 'announcements', topic: 'News from the committee.', announcements: true }],
    categories: [
      { name: 'Club life', channels: [{ name: 'general' }, { name: 'events' }, { name: 'lost-and-found' }] },
      { name: 'Committee', channels: [{ name: 'committee', onlyFor: ['Committee'] }] },
    ],
  },
  opensource: {
    roles: [
      role('Admin', 'ember', admin),
      role('Maintainer', 'indigo', [...moderator, 'channel.manage']),
      role('Contributor', 'teal', ['message.pin']),
    ],
    channels: [{ name: 'announcements', topic: 'Releases and decisions.', announcements: true }],
    categories: [
      {
        name: 'Community',
        channels: [
          { name: 'general' },
          { name: 'help', topic: 'Say what you tried and what happened.' },
          { name: 'showcase' },
        ],
      },
      { name: 'Development', channels: [{ name: 'development' }, { name: 'design' }, { name: 'releases' }] },
      { name: 'Maintainers', channels: [{ name: 'maintainers', onlyFor: ['Maintainer'] }] },
    ],
  },
  work: {
    roles: [
      role('Admin', 'ember', admin),
      role('Lead', 'indigo', ['channel.manage', 'message.pin', 'mention.everyone', 'invite.manage']),
    ],
    channels: [{ name: 'announcements', topic: 'What everybody should know.', announcements: true }],
    categories: [
      {
        name: 'Company',
        channels: [
          { name: 'general' },
          { name: 'standup', topic: 'Yesterday, today, in the way.' },
          { name: 'watercooler' },
        ],
      },
      { name: 'Projects', channels: [{ name: 'project-one' }] },
      { name: 'Leads', channels: [{ name: 'leads', onlyFor: ['Lead'] }] },
    ],
  },
  empty: { roles: [], channels: [{ name: 'general' }], categories: [] },
};
