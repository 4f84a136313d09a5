import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { Block } from '#contract/messages';
import { isSafeHref, MarkdownTree } from './markdown-tree.tsx';

const render = (...blocks: Block[]): string => renderToStaticMarkup(<MarkdownTree blocks={blocks} />);

test('text is never markup', () => {
  const html = render({ t: 'p', c: ['<img src=x onerror=alert(1)>', { t: 'code', v: '</code><script>' }] });
  expect(html).not.toMatch(/<img|<script/);
  expect(html).toContain('&lt;img');
});

test('only web and mail addresses become links', () => {
  expect(['https://a.example', 'http://a.example', 'mailto:a@b.example'].every(isSafeHref)).toBe(true);
  const hostile = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '//a.example',
    '/x',
    '',
  ];
  expect(hostile.some(isSafeHref)).toBe(false);
  const link: Block = { t: 'p', c: [{ t: 'link', href: 'javascript:alert(1)', c: ['press'] }] };
  expect(render(link)).toBe('<p dir="auto" class="not-first:mt-2">press</p>');
});

test('links leave without a trace', () => {
  const html = render({ t: 'p', c: [{ t: 'link', href: 'https://a.example/', c: ['there'] }] });
  expect(html).toContain('rel="noopener noreferrer nofollow"');
  expect(html).toContain('target="_blank"');
});

test('what a covered spoiler hides is not on the page', () => {
  const inside = { t: 'link' as const, href: 'https://a.example/', c: ['secret'] };
  const html = render({ t: 'p', c: [{ t: 'spoiler', c: [inside] }] });
  expect(html).toContain('<button');
  expect(html).not.toMatch(/secret|a\.example/);
});

test('a list begins where it says, and a block of code keeps its lines', () => {
  expect(render({ t: 'list', start: 7, c: [[{ t: 'p', c: ['seven'] }]] })).toContain('<ol start="7"');
  expect(render({ t: 'pre', lang: 'ts', v: 'a\n  b' })).toContain('<code>a\n  b</code>');
});

test('a tree that is deeper than any the instance makes still ends', () => {
  let block: Block = { t: 'p', c: ['deep'] };
  for (let depth = 0; depth < 5000; depth += 1) block = { t: 'quote', c: [block] };
  expect(render(block).length).toBeLessThan(5000);
});
