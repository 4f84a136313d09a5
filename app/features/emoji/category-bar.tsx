import { Clock, Dumbbell, Flag, Hash, Leaf, Lightbulb, Plane, Smile, User, Utensils } from 'lucide-react';
import type { ReactNode } from 'react';
import { m } from '#i18n';

/** Unicode's groups, but for the parts of emoji. */
export const groups = [0, 1, 3, 4, 5, 6, 7, 8, 9] as const;
type Group = (typeof groups)[number];

export const groupNames: Record<Group, () => string> = {
  0: m.emoji_group_0,
  1: m.emoji_group_1,
  3: m.emoji_group_3,
  4: m.emoji_group_4,
  5: m.emoji_group_5,
  6: m.emoji_group_6,
  7: m.emoji_group_7,
  8: m.emoji_group_8,
  9: m.emoji_group_9,
};

const icons = {
  0: Smile,
  1: User,
  3: Leaf,
  4: Utensils,
  5: Plane,
  6: Dumbbell,
  7: Lightbulb,
  8: Hash,
  9: Flag,
};

/** Goes to a group of emoji. */
export function CategoryBar({ onChoose }: { onChoose: (key: string) => void }): ReactNode {
  const entries = [
    { key: 'own', name: m.emoji_recent(), Icon: Clock },
    ...groups.map((group) => ({ key: String(group), name: groupNames[group](), Icon: icons[group] })),
  ];
  return (
    <div role="toolbar" aria-label={m.emoji_categories()} className="emoji-categories">
      {entries.map(({ key, name, Icon }) => (
        <button key={key} type="button" aria-label={name} title={name} onClick={() => onChoose(key)}>
          <Icon size={17} aria-hidden />
        </button>
      ))}
    </div>
  );
}
