import type { CommunityTemplate } from '#contract/setup';
import type { Permission } from '#contract/permissions';
import { rolePresets } from '#contract/roles';

export interface TemplateChannel {
  name: string;
  topic?: string;
  /** Only who may manage messages writes here; everybody reads. */
  announcements?: boolean;
  /** Only for these roles (and administrators). */
  onlyFor?: string[];
}

export interface TemplateRole {
  name: string;
  colour: string | null;
  permissions: readonly Permission[];
  hoist: boolean;
}

export interface Template {
  roles: readonly TemplateRole[];
  /** Channels above the first category. */
  channels: TemplateChannel[];
  categories: { name: string; channels: TemplateChannel[] }[];
}

const { admin, moderator, member, guest } = rolePresets;
const moderation = moderator.permissions;
const role = (name: string, colour: string, permissions: readonly Permission[]): TemplateRole => ({
  name,
  colour,
  permissions,
  hoist: true,
});

/** What each template makes. Roles from the highest to the lowest; everyone's is made for all of them. */
export const templates: Record<CommunityTemplate, Template> = {
  gaming: {
    roles: [admin, moderator, role('Raider', 'plum', ['mention.everyone']), member, guest],
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
    roles: [admin, moderator, member, guest],
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
      admin,
      role('Committee', 'moss', [...moderation, 'channel.manage']),
      moderator,
      role('Trainer', 'teal', ['message.pin', 'mention.everyone']),
      member,
      guest,
    ],
    channels: [{ name: 'announcements', topic: 'News from the committee.', announcements: true }],
    categories: [
      { name: 'Club life', channels: [{ name: 'general' }, { name: 'events' }, { name: 'lost-and-found' }] },
      { name: 'Committee', channels: [{ name: 'committee', onlyFor: ['Committee'] }] },
    ],
  },
  opensource: {
    roles: [
      admin,
      role('Maintainer', 'indigo', [...moderation, 'channel.manage']),
      moderator,
      role('Contributor', 'teal', ['message.pin']),
      member,
      guest,
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
      admin,
      role('Lead', 'indigo', ['channel.manage', 'message.pin', 'mention.everyone', 'invite.manage']),
      moderator,
      member,
      guest,
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
