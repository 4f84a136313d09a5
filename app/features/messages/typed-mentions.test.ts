import { expect, test } from 'vitest';
import { toStored, toTyped, typeAs } from './typed-mentions.ts';

const id = (n: number) => `${String(n).repeat(8)}-0000-7000-8000-000000000000`;

test('what was picked is sent by its id, not within code, not within other names', () => {
  typeAs('a', `<@${id(1)}>`, '@Noor');
  typeAs('a', `<@${id(2)}>`, '@Noor Haddad');
  expect(toStored('a', '@Noor Haddad, @Noor and @Noora; `@Noor` x@Noor\n```\n@Noor\n```')).toBe(
    `<@${id(2)}>, <@${id(1)}> and @Noora; \`@Noor\` x@Noor\n\`\`\`\n@Noor\n\`\`\``,
  );
  expect(toStored('b', '@Noor')).toBe('@Noor');
});

test('two of one name: the second by their username', () => {
  expect(typeAs('c', `<@${id(1)}>`, '@Sam', '@sam1')).toBe('@Sam');
  expect(typeAs('c', `<@${id(2)}>`, '@Sam', '@sam2')).toBe('@sam2');
  expect(typeAs('c', `<@${id(1)}>`, '@Sam', '@sam1')).toBe('@Sam');
});

test('there and back', () => {
  const body = `<@${id(3)}> in <#${id(4)}>, <@${id(5)}>`;
  const names: Record<string, string> = { [id(3)]: '@C++ (fan)', [id(4)]: '#general' };
  const typed = toTyped('d', body, (node) => {
    const name = names[node.id];
    return name ? { name } : undefined;
  });
  expect(typed).toBe(`@C++ (fan) in #general, <@${id(5)}>`);
  expect(toStored('d', typed)).toBe(body);
});
