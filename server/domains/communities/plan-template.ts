import type { ChannelKind } from '#contract/channels';
import { everyoneDefaults, type Permission } from '#contract/permissions';
import type { TemplateLanguage } from './contract.ts';
import { newId } from '#server/platform/ids.ts';
import { german } from './templates-german.ts';
import { templates, type Template, type TemplateChannel } from './templates.ts';

export interface PlannedStructure {
  roles: {
    id: string;
    name: string;
    colour: string | null;
    position: number;
    isEveryone: boolean;
    hoist: boolean;
    permissions: Permission[];
  }[];
  categories: { id: string; name: string; position: number }[];
  channels: {
    id: string;
    categoryId: string | null;
    name: string;
    topic: string;
    kind: ChannelKind;
    position: number;
    synced: boolean;
  }[];
  /** Where to go first; null when there is no channel. */
  startId: string | null;
  overrides: { id: string; channelId: string; roleId: string; allow: Permission[]; deny: Permission[] }[];
}

/** The rows of a new community, with their ids: pure, so that every template is checked without a database. */
export function planTemplate(
  name: keyof typeof templates,
  language: TemplateLanguage = 'en',
): PlannedStructure {
  const say = (text: string) => (language === 'de' ? (german[text] ?? text) : text);
  const template: Template = templates[name];
  const everyone = {
    id: newId(),
    name: 'everyone',
    colour: null,
    position: 0,
    isEveryone: true,
    hoist: false,
    permissions: [...everyoneDefaults],
  };
  const roles = template.roles.map((role, index) => ({
    ...{ colour: role.colour, hoist: role.hoist, permissions: [...role.permissions] },
    id: newId(),
    name: say(role.name),
    position: template.roles.length - index,
    isEveryone: false,
  }));
  const plan: PlannedStructure = {
    roles: [everyone, ...roles],
    categories: [],
    channels: [],
    startId: null,
    overrides: [],
  };

  const addChannel = (channel: TemplateChannel, categoryId: string | null, position: number) => {
    const id = newId();
    const override = (roleId: string, allow: Permission[], deny: Permission[]) =>
      plan.overrides.push({ id: newId(), channelId: id, roleId, allow, deny });
    if (channel.onlyFor) {
      override(everyone.id, [], ['channel.view']);
      const named = new Set(channel.onlyFor.map(say));
      for (const role of roles) if (named.has(role.name)) override(role.id, ['channel.view'], []);
    }
    if (channel.name === 'general') plan.startId = id;
    plan.channels.push({
      id,
      categoryId,
      name: say(channel.name),
      topic: say(channel.topic ?? ''),
      kind: channel.announcements ? 'announcement' : 'text',
      position,
      synced: !channel.onlyFor,
    });
  };
  template.channels.forEach((channel, index) => addChannel(channel, null, index));
  template.categories.forEach((category, position) => {
    const id = newId();
    plan.categories.push({ id, name: say(category.name), position });
    category.channels.forEach((channel, index) => addChannel(channel, id, index));
  });
  return plan;
}
