import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readConfig, settingNames } from '#server/platform/config.ts';

// What an operator may set stands in .env.example, in the compose files and in the app's configuration. The three agree.

const example = readFileSync('.env.example', 'utf8');
const compose = ['docker-compose.yml', ...globSync('deploy/*.yml')]
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');
const image = readFileSync('Dockerfile', 'utf8');

const documented = new Map(
  Array.from(example.matchAll(/^#([A-Z0-9_]+)=(.*)$/gm), ([, name = '', fallback = '']) => [name, fallback]),
);
const asked = Array.from(
  compose.matchAll(/\$\{([A-Z0-9_]+)(?::-([^}]*))?\}/g),
  ([, name = '', fallback]) => ({
    name,
    fallback,
  }),
);
/** Set for the app by the compose files or the image, whether or not an operator has a say in it. */
const set = new Set(
  Array.from(`${compose}\n${image}`.matchAll(/^\s*(?:ENV )?([A-Z0-9_]+)(?:: |=)/gm), ([, name]) => name),
);

describe('.env.example', () => {
  test('changes nothing as it is, and says each thing once', () => {
    const lines = example.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines).toEqual([]);
    expect(example.match(/^#[A-Z0-9_]+=/gm)).toHaveLength(documented.size);
  });

  test('has every variable of the compose files with its default, and no other', () => {
    expect([...documented.keys()].sort()).toEqual([...new Set(asked.map(({ name }) => name))].sort());
    for (const { name, fallback } of asked)
      // The edge has a name to begin with, the app has none.
      if (name !== 'HEARTH_DOMAIN') expect([name, fallback]).toEqual([name, documented.get(name)]);
  });

  test('says a sentence before every group of settings', () => {
    const groups = example.split(/\n(?!#[A-Z0-9_]+=)/).filter((block) => block.includes('\n#'));
    for (const group of groups) expect(group).toMatch(/^# [A-Z].*[.:]\n/);
  });

  test('its defaults are those of the app', () => {
    const base = { HEARTH_DATABASE_URL: 'postgresql://localhost/hearth' };
    for (const [name, fallback] of documented)
      // The address of the box's own storage means nothing without its keys.
      if ((settingNames as string[]).includes(name) && fallback !== '' && name !== 'HEARTH_S3_ENDPOINT')
        expect([name, readConfig({ ...base, [name]: fallback })]).toEqual([name, readConfig(base)]);
  });
});

test('every setting of the app is set in the box, or has no use there', () => {
  const useless = ['HEARTH_HOST', 'HEARTH_LOG_FILE', 'HEARTH_TEST_PUSH_ORIGIN'];
  const missing = settingNames.filter(
    (name) => !useless.includes(name) && !set.has(name) && !set.has(`${name}_FILE`),
  );
  expect(missing).toEqual([]);
});

test('the box sets nothing that the app does not know', () => {
  const block = /environment: &app-environment\n((?: {6}.*\n)+)/.exec(compose)?.[1] ?? '';
  const names = Array.from(block.matchAll(/^ {6}([A-Z0-9_]+):/gm), ([, name = '']) => name);
  expect(names.length).toBeGreaterThan(20);
  const known = new Set<string>([...settingNames, 'HEARTH_HEAP_MB']);
  expect(names.filter((name) => !known.has(name.replace(/_FILE$/, '')) && !known.has(name))).toEqual([]);
});

test.each([
  ['1.2.3', '1'],
  ['0.3.1', '0.3'],
  ['1.0.0-rc.1', '1.0.0-rc.1'],
])('the compose file of release %s builds nothing and follows %s', (version, series) => {
  const text = execFileSync('sh', ['scripts/release-compose.sh', 'ghcr.io/who/hearth', version], {
    encoding: 'utf8',
  });
  expect(text).not.toMatch(/^ *build:/m);
  const images = Array.from(text.matchAll(/^ *image: (?:&app )?\$\{\w+:-(.+)\}$/gm), ([, image]) => image);
  expect(images).toHaveLength(5);
  expect(images).toEqual(
    expect.arrayContaining([`ghcr.io/who/hearth/app:${series}`, `ghcr.io/who/hearth/edge:${series}`]),
  );
  expect(images.filter((image) => !image?.includes(':'))).toEqual([]);
});
