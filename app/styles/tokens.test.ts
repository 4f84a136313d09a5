import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { communityColours } from '#contract/communities';

type Rgb = [number, number, number];
interface Colour {
  rgb: Rgb;
  alpha: number;
}

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');

/** OKLCH to linear sRGB, after Björn Ottosson; what lies outside the gamut is clipped, as a screen does. */
function toLinear(lightness: number, chroma: number, hue: number): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

const gamma = (value: number) => (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055);
const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

function parse(text: string): Colour {
  const [, l, c, h, alpha] = /oklch\(([\d.]+) ([\d.]+) ([\d.]+)(?: \/ ([\d.]+))?\)/.exec(text) ?? [];
  if (!h)
    return { rgb: toLinear(Number(/oklch\(([\d.]+)/.exec(text)?.[1]), 0, 0).map(gamma) as Rgb, alpha: 1 };
  return { rgb: toLinear(Number(l), Number(c), Number(h)).map(gamma) as Rgb, alpha: Number(alpha ?? 1) };
}

/** Values of a rule's properties for one theme. */
function block(selector: string, theme: 'light' | 'dark'): Map<string, Colour> {
  const values = new Map<string, Colour>();
  for (const [, selectors, body] of css.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    if (!selectors?.split(',').some((each) => each.trim() === selector)) continue;
    for (const [, name, value] of body?.matchAll(/--([\w-]+):\s*([^;]+);/g) ?? []) {
      if (!name || !value?.includes('oklch')) continue;
      const both = /light-dark\((oklch\([^)]*\)), (oklch\([^)]*\))\)/.exec(value);
      const text = both ? both[theme === 'light' ? 1 : 2] : value;
      if (text) values.set(name, parse(text));
    }
  }
  return values;
}

const over = (top: Colour, below: Rgb): Rgb =>
  top.rgb.map((value, i) => value * top.alpha + (below[i] ?? 0) * (1 - top.alpha)) as Rgb;

const luminance = (rgb: Rgb) => {
  const [r, g, b] = rgb.map(linear) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

function contrast(a: Rgb, b: Rgb): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** How opaque the edges of controls at rest are, wherever a page draws one. */
function edges(): Set<number> {
  const app = new URL('../', import.meta.url);
  const files = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.tsx'),
  );
  const found = files.flatMap((file) =>
    Array.from(
      readFileSync(new URL(file, app), 'utf8').matchAll(/(?<![\w:-])ring-edge(?:\/(\d+))?/g),
      ([, percent = '100']) => Number(percent) / 100,
    ),
  );
  return new Set(found);
}

describe.each(['light', 'dark'] as const)('%s theme', (theme) => {
  const base = block(':root', theme);
  const get = (name: string, from = base): Colour => {
    const colour = from.get(name);
    if (!colour) throw new Error(`No token --${name}`);
    return colour;
  };
  const surfaces = ['rail', 'panel', 'canvas', 'raised', 'field'];

  it.each(['text', 'text-soft', 'danger', 'success'])(
    '--%s can be read on every surface, at rest and pointed at',
    (name) => {
      for (const surface of surfaces) {
        const below = get(surface).rgb;
        expect(contrast(get(name).rgb, below), surface).toBeGreaterThanOrEqual(4.5);
        if (name === 'text' || name === 'text-soft') {
          for (const state of ['hover', 'selected']) {
            expect(
              contrast(get(name).rgb, over(get(state), below)),
              `${surface} ${state}`,
            ).toBeGreaterThanOrEqual(4.5);
          }
        }
      }
    },
  );

  it('keeps faint text, errors and solid buttons readable where they stand', () => {
    for (const surface of ['panel', 'canvas', 'raised', 'field', 'code']) {
      expect(contrast(get('text-faint').rgb, get(surface).rgb), surface).toBeGreaterThanOrEqual(4.5);
    }
    for (const surface of ['panel', 'canvas', 'raised']) {
      const tinted = over(get('danger-soft'), get(surface).rgb);
      expect(contrast(get('danger').rgb, tinted), surface).toBeGreaterThanOrEqual(4.5);
      expect(contrast(get('text').rgb, tinted), surface).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(get('on-solid').rgb, get('danger-solid').rgb)).toBeGreaterThanOrEqual(4.5);
  });

  it('draws the edges of fields as the pages do, 3:1 on every surface', () => {
    const used = edges();
    expect(used.size).toBeGreaterThan(0);
    for (const alpha of used) {
      for (const surface of ['canvas', 'raised', 'panel', 'field']) {
        const below = get(surface).rgb;
        const drawn = over({ rgb: get('edge').rgb, alpha }, below);
        expect(contrast(drawn, below), `edge/${alpha} on ${surface}`).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it('shows initials on every colour of a person', () => {
    for (let i = 1; i <= 8; i++) {
      expect(contrast(get('on-solid').rgb, get(`person-${i}`).rgb), `person-${i}`).toBeGreaterThanOrEqual(
        4.5,
      );
    }
  });

  it.each(communityColours)('%s can be read as text, on its own tint and below its own label', (colour) => {
    const accent = block(`[data-accent='${colour}']`, theme);
    const strong = get('accent-strong', accent).rgb;
    for (const surface of surfaces) {
      const below = get(surface).rgb;
      for (const ground of [below, over(get('accent-soft', accent), below), over(get('hover'), below)]) {
        expect(contrast(strong, ground), surface).toBeGreaterThanOrEqual(4.5);
      }
    }
    expect(contrast(get('on-accent', accent).rgb, get('accent', accent).rgb)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(get('on-accent', accent).rgb, strong)).toBeGreaterThanOrEqual(4.5);
  });
});
