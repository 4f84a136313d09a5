import { everyoneDefaults, type Permission } from '#contract/permissions';
import { newId } from '#server/platform/ids.ts';
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
    position: number;
    synced: boolean;
  }[];
  overrides: { id: string; channelId: string; roleId: string; allow: Permission[]; deny: Permission[] }[];
}

/** The rows of a new community, with their ids: pure, so that every template is checked without a database. */
export function planTemplate(name: keyof typeof templates): PlannedStructure {
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
    ...role,
    id: newId(),
    position: template.roles.length - index,
    isEveryone: false,
  }));
  const plan: PlannedStructure = { roles: [everyone, ...roles], categories: [], channels: [], overrides: [] };

  const addChannel = (channel: TemplateChannel, categoryId: string | null, position: number) => {
    const id = newId();
    const override = (roleId: string, allow: Permission[], deny: Permission[]) =>
      plan.overrides.push({ id: newId(), channelId: id, roleId, allow, deny });
    if (channel.announcements) {
      override(everyone.id, [], ['message.send', 'thread.create']);
      for (const role of roles)
        if (role.permissions.includes('message.manage'))
          override(role.id, ['message.send', 'thread.create'], []);
    }
    if (channel.onlyFor) {
      override(everyone.id, [], ['channel.view']);
      for (const role of roles)
        if (channel.onlyFor.includes(role.name)) override(role.id, ['channel.view'], []);
    }
    plan.channels.push({
      id,
      categoryId,
      name: channel.name,
      topic: channel.topic ?? '',
      position,
      synced: !channel.announcements && !channel.onlyFor,
    });
  };
  template.channels.forEach((channel, index) => addChannel(channel, null, index));
  template.categories.forEach((category, position) => {
    const id = newId();
    plan.categories.push({ id, name: category.name, position });
    category.channels.forEach((channel, index) => addChannel(channel, id, index));
  });
  return plan;
}
