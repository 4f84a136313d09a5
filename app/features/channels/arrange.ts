import type { CategoryDto, ChannelDto, ChannelPlace } from '#contract/channels';

/** What a sidebar shows: `category` is null for the channels above all categories. */
export interface Section {
  category: CategoryDto | null;
  channels: ChannelDto[];
}

export interface Structure {
  categories: CategoryDto[];
  channels: ChannelDto[];
}

const byPosition = (a: { position: number; id: string }, b: { position: number; id: string }) =>
  a.position - b.position || (a.id < b.id ? -1 : 1);

/** Channels under their categories, both in order. The first section holds those without one, and may be empty. */
export function sections({ categories, channels }: Structure): Section[] {
  const ordered = [...channels].sort(byPosition);
  const known = new Set(categories.map(({ id }) => id));
  // A category that the viewer cannot see must not swallow a channel that they can.
  const loose = ordered.filter(({ categoryId }) => categoryId === null || !known.has(categoryId));
  return [
    { category: null, channels: loose },
    ...[...categories].sort(byPosition).map((category) => ({
      category,
      channels: ordered.filter(({ categoryId }) => categoryId === category.id),
    })),
  ];
}

/** Where a community opens: the topmost channel in which the viewer can take part, else the topmost one. */
export function firstChannel(structure: Structure): ChannelDto | undefined {
  const channels = sections(structure).flatMap((section) => section.channels);
  return channels.find(({ permissions }) => permissions.includes('message.send')) ?? channels[0];
}

/** The structure after a channel has gone to `place`; what stays keeps its order. Unchanged when the channel is unknown. */
export function withChannelMoved(structure: Structure, channelId: string, place: ChannelPlace): Structure {
  const channel = structure.channels.find(({ id }) => id === channelId);
  if (!channel) return structure;
  const siblings = structure.channels
    .filter(({ id, categoryId }) => id !== channelId && categoryId === place.categoryId)
    .sort(byPosition);
  siblings.splice(place.index, 0, channel);
  const placed = new Map(siblings.map(({ id }, position) => [id, position]));
  return {
    ...structure,
    channels: structure.channels.map((each) => {
      const position = placed.get(each.id);
      return position === undefined ? each : { ...each, position, categoryId: place.categoryId };
    }),
  };
}

/** Where one step up or down leads a channel: past its neighbour, or over the edge into the next category. Null at the ends. */
export function stepFrom(structure: Structure, channelId: string, step: -1 | 1): ChannelPlace | null {
  const all = sections(structure);
  const at = all.findIndex(({ channels }) => channels.some(({ id }) => id === channelId));
  const section = all[at];
  if (!section) return null;
  const index = section.channels.findIndex(({ id }) => id === channelId) + step;
  if (index >= 0 && index < section.channels.length)
    return { categoryId: section.category?.id ?? null, index };
  const next = all[at + step];
  if (!next) return null;
  return { categoryId: next.category?.id ?? null, index: step < 0 ? next.channels.length : 0 };
}
