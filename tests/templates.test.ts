import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { templateLanguages } from '../server/domains/communities/contract.ts';
import { planTemplate } from '../server/domains/communities/plan-template.ts';
import { german } from '../server/domains/communities/templates-german.ts';
import { templates } from '../server/domains/communities/templates.ts';
import { communityTemplates } from '../server/domains/setup/contract.ts';

const texts = (language: string) =>
  JSON.parse(
    readFileSync(new URL(`../app/i18n/messages/${language}/app.json`, import.meta.url), 'utf8'),
  ) as Record<string, string>;

describe.each(communityTemplates)('the template %s', (name) => {
  it.each(templateLanguages)('makes what its card says, in %s', (language) => {
    const channels = planTemplate(name, language).channels.map((channel) => channel.name);
    expect(texts(language)[`template_${name}_channels`]).toBe(channels.join(', '));
  });

  it('has a German word for all of it, and is the same but for the words', () => {
    const { roles, channels, categories } = templates[name];
    const all = [...channels, ...categories.flatMap((category) => category.channels)];
    for (const text of [...roles, ...categories, ...all].map((each) => each.name))
      expect(german).toHaveProperty([text]);
    for (const { topic } of all) if (topic) expect(german).toHaveProperty([topic]);

    const shape = (language: 'en' | 'de') => {
      const plan = planTemplate(name, language);
      const role = new Map(plan.roles.map(({ id, position }) => [id, position]));
      const place = new Map(plan.channels.map(({ id }, index) => [id, index]));
      return {
        rules: plan.overrides.map((rule) => [
          place.get(rule.channelId),
          role.get(rule.roleId),
          rule.allow,
          rule.deny,
        ]),
        start: place.get(plan.startId ?? ''),
      };
    };
    expect(shape('de')).toEqual(shape('en'));
  });
});
