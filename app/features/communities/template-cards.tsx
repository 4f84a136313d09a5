import { Briefcase, CodeXml, Gamepad2, Heart, Leaf, Users } from 'lucide-react';
import type { CommunityTemplate } from '#contract/setup';
import { communityTemplates } from '#contract/setup';
import { m } from '#i18n';
import { RadioCards } from '../../ui/choice.tsx';

const cards: Record<CommunityTemplate, { label: () => string; note: () => string; icon: React.ReactNode }> = {
  gaming: { label: m.template_gaming, note: m.template_gaming_channels, icon: <Gamepad2 size={19} /> },
  friends: { label: m.template_friends, note: m.template_friends_channels, icon: <Heart size={19} /> },
  club: { label: m.template_club, note: m.template_club_channels, icon: <Users size={19} /> },
  opensource: {
    label: m.template_opensource,
    note: m.template_opensource_channels,
    icon: <CodeXml size={19} />,
  },
  work: { label: m.template_work, note: m.template_work_channels, icon: <Briefcase size={19} /> },
  empty: { label: m.template_empty, note: m.template_empty_channels, icon: <Leaf size={19} /> },
};

/** What a new community starts with. */
export function TemplateCards({ defaultValue = 'friends' }: { defaultValue?: string | undefined }) {
  return (
    <RadioCards
      name="template"
      legend={m.template_legend()}
      columns={2}
      defaultValue={communityTemplates.find((template) => template === defaultValue) ?? 'friends'}
      options={communityTemplates.map((value) => ({
        value,
        label: cards[value].label(),
        note: cards[value].note(),
        icon: cards[value].icon,
      }))}
    />
  );
}
