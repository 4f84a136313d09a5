import { getLocale } from '#i18n/runtime';

/** A whole number in the visitor's language: 12,345. */
export const count = (value: number): string =>
  new Intl.NumberFormat(getLocale(), { maximumFractionDigits: 0 }).format(value);

/** Bytes in the unit that fits: "1.4 GB". */
export function bytes(value: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  if (value === 0) return '0';
  const power = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
  return new Intl.NumberFormat(getLocale(), {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumSignificantDigits: 3,
  }).format(value / 1000 ** power);
}

/** A share of a hundred in the visitor's language: "67%". */
export const percent = (value: number): string =>
  new Intl.NumberFormat(getLocale(), { style: 'percent', maximumFractionDigits: 0 }).format(value / 100);
