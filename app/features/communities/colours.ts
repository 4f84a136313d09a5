import { type CommunityColour, communityColours } from '#contract/communities';
import { m } from '#i18n';

const names: Record<CommunityColour, () => string> = {
  ember: m.colour_ember,
  amber: m.colour_amber,
  moss: m.colour_moss,
  teal: m.colour_teal,
  sky: m.colour_sky,
  indigo: m.colour_indigo,
  plum: m.colour_plum,
  rose: m.colour_rose,
};

/** The palette to choose from, in the visitor's language. */
export const colourOptions = (): { value: CommunityColour; label: string }[] =>
  communityColours.map((value) => ({ value, label: names[value]() }));
