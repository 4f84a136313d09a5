import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { typingSentence } from './typing-line.tsx';

const text = (...names: string[]): string =>
  renderToStaticMarkup(<>{typingSentence(names)}</>).replaceAll(/<[^>]+>/g, '');

test('names up to three people, and no more', () => {
  expect(text('Noor')).toBe('Noor is typing');
  expect(text('Noor', 'Ines')).toBe('Noor and Ines are typing');
  expect(text('Noor', 'Ines', 'Ruth')).toBe('Noor, Ines and Ruth are typing');
  expect(text('Noor', 'Ines', 'Ruth', 'Bram')).toBe('Several people are typing');
});

test('a name that looks like a place for one stays a name', () => {
  expect(text('\uE002', 'Ines')).toBe('\uE002 and Ines are typing');
});
