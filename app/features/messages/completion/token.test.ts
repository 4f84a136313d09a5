import { expect, test } from 'vitest';
import { isInCode, tokenAt } from './token.ts';

const at = (text: string) => tokenAt(text, text.length, [':', '@', '#']);

test('a trigger begins a word, and what follows it is asked for', () => {
  expect(at(':smi')).toEqual({ trigger: ':', query: 'smi', start: 0 });
  expect(at('so (:smi')).toEqual({ trigger: ':', query: 'smi', start: 4 });
  expect(at('one\n@ada')).toEqual({ trigger: '@', query: 'ada', start: 4 });
  expect(at('👍:smi')).toEqual({ trigger: ':', query: 'smi', start: 2 });
  expect(at(':')).toEqual({ trigger: ':', query: '', start: 0 });
  expect(tokenAt(':smi later', 4, [':'])).toEqual({ trigger: ':', query: 'smi', start: 0 });
});

test('times, addresses, and what is over are left alone', () => {
  for (const text of [
    '10:30',
    'http://x',
    'ada@example.org',
    ':smi ',
    'std::vec',
    '',
    'text',
    `:${'x'.repeat(60)}`,
  ])
    expect(at(text)).toBeNull();
});

test('code is left alone', () => {
  expect(at('`:smi')).toBeNull();
  expect(at('`a` :smi')).not.toBeNull();
  expect(at('``a ` :smi')).toBeNull();
  expect(at('```\nlet a = :smi')).toBeNull();
  expect(at('```\ncode\n```\n:smi')).not.toBeNull();
  expect(at('~~~js\n:smi')).toBeNull();
  expect(at('`open\n\n:smi')).not.toBeNull();
  expect(isInCode('```', 3)).toBe(true);
});
