import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig, settingNames } from '#server/platform/config.ts';

// Documents rot quietly: these tests hold them to the files, the commands and the settings that they speak of.

const notOurs = new Set([
  'node_modules',
  'build',
  'data',
  'project.inlang',
  'playwright-report',
  'test-results',
]);
const pages = [
  ...globSync('**/*.md', { exclude: (name) => notOurs.has(path.basename(name)) }),
  ...globSync('.github/**/*.md'),
].sort();
const read = (file: string): string => readFileSync(file, 'utf8');

describe.each(pages)('%s', (page) => {
  const text = read(page);

  test('has no link to a file or heading that is not there', () => {
    expect(linksOf(text).filter((link) => !resolves(page, link))).toEqual([]);
  });

  test('names no source file that is not there', () => {
    expect(pathsOf(text).filter((file) => globSync(file).length === 0)).toEqual([]);
  });

  test('names no command that is not there', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = Array.from(
      text.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g),
      ([, run, own]) => run ?? own ?? '',
    );
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  test('names no setting that is not there', () => {
    const named = text.match(/\bHEARTH_[A-Z0-9_]*[A-Z0-9]\b/g) ?? [];
    expect(named.filter((name) => !variables.has(name))).toEqual([]);
  });
});

/** Settings, their file forms, and what scripts, tests and compose files read from the environment. */
const variables = new Set([
  ...settingNames.flatMap((name) => [name, `${name}_FILE`]),
  ...globSync(['scripts/**/*.mjs', 'tests/**/*.ts', '*.config.ts', 'docker-compose.yml', 'deploy/*.yml'])
    .filter((file) => !file.endsWith('docs.test.ts'))
    .flatMap((file) => read(file).match(/\bHEARTH_[A-Z0-9_]*[A-Z0-9]\b/g) ?? []),
]);

describe('docs/operate/settings.md', () => {
  const rows = settingRows(read('docs/operate/settings.md'));

  test('has every setting, once, and no other', () => {
    expect(rows.map((row) => row.name).sort()).toEqual([...settingNames].sort());
  });

  test.each(rows.filter((row) => row.default))('$name has the default that it says', (row) => {
    expect(configWith({ [row.name]: row.default })).toEqual(configWith({}));
  });

  test.each(rows.filter((row) => row.bounds))(
    '$name has the bounds that it says',
    ({ name, bounds: [min, max] = [0, 0] }) => {
      expect(() => configWith({ [name]: String(min) })).not.toThrow();
      expect(() => configWith({ [name]: String(max) })).not.toThrow();
      expect(() => configWith({ [name]: String(min - 1) })).toThrow(name);
      expect(() => configWith({ [name]: String(max + 1) })).toThrow(name);
    },
  );
});

test('SECURITY.md calls nothing tested that no test is about', () => {
  const named = read('SECURITY.md').match(/\b[A-Z]\d{1,2}\b/g) ?? [];
  const titles = globSync(['tests/**/*.{test,spec}.ts', 'server/**/*.test.ts', 'app/**/*.test.{ts,tsx}'])
    .flatMap((file) => read(file).match(/\b(?:test|describe)(?:\.\w+)?\((['"`]).*?\1/g) ?? [])
    .join('\n');
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((id) => !new RegExp(`\\b${id}\\b`).test(titles))).toEqual([]);
});

function configWith(settings: Record<string, string | undefined>) {
  return readConfig({ HEARTH_DATABASE_URL: 'postgresql://localhost/hearth', ...settings });
}

interface SettingRow {
  name: string;
  /** Undefined where the page says it in words. */
  default: string | undefined;
  bounds: [min: number, max: number] | undefined;
}

/** The rows of the page's first table. */
function settingRows(text: string): SettingRow[] {
  const [table = ''] = /(?:^\|.*\n)+/m.exec(text) ?? [];
  return table
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => {
      const [name = '', fallback = '', allowed = ''] = line
        .split('|')
        .slice(1)
        .map((cell) => cell.trim());
      const [, min, max] = /^(\d+)–(\d+)$/.exec(allowed) ?? [];
      return {
        name: name.replaceAll('`', ''),
        default: /^`(.+)`$/.exec(fallback)?.[1],
        bounds: min && max ? [Number(min), Number(max)] : undefined,
      };
    });
}

/** Targets of links and pictures within the project, outside of code. */
function linksOf(text: string): string[] {
  const prose = withoutFences(text).replaceAll(/`[^`\n]*`/g, '');
  const found = [
    ...prose.matchAll(/\]\(([^)\s]+)\)/g),
    ...prose.matchAll(/^\[[^\]]+\]:\s*(\S+)/gm),
    ...prose.matchAll(/\b(?:src|srcset|href)="([^"\s]+)"/g),
  ];
  return found.map(([, target = '']) => target).filter((target) => !/^(https?:|mailto:)/.test(target));
}

function resolves(page: string, link: string): boolean {
  const [target = '', anchor] = link.split('#');
  const file = target === '' ? page : path.join(path.dirname(page), decodeURIComponent(target));
  if (!existsSync(file)) return false;
  if (anchor === undefined) return true;
  return !statSync(file).isDirectory() && anchorsOf(read(file)).has(anchor);
}

/** The anchors that GitHub gives to headings. */
function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of withoutFences(text).matchAll(/^#{1,6} (.+)$/gm)) {
    const base = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-');
    let anchor = base;
    for (let nth = 1; anchors.has(anchor); nth += 1) anchor = `${base}-${nth}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** Paths in code spans that begin in a folder of the project; `<anything>` in them stands for any name. */
function pathsOf(text: string): string[] {
  const spans = Array.from(withoutFences(text).matchAll(/`([^`\n]+)`/g), ([, span = '']) => span);
  return (
    spans
      .filter((span) => /^(app|server|scripts|tests|prisma|docs|public|\.github)\/[^\s…]*$/.test(span))
      // `$` and brackets are letters in our paths and signs to the matcher.
      .map((span) =>
        span
          .replaceAll(/<[^>]+>/g, '*')
          .replaceAll(/[$[\]]/g, '?')
          .replace(/\/$/, ''),
      )
  );
}

const withoutFences = (text: string): string => text.replaceAll(/^```[\s\S]*?^```/gm, '');
