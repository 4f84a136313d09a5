// What attackers send, by kind. Every text here is data to be shown, refused or stored; none of it may ever be run.

/** Markup that runs a script where text is taken for HTML. Each calls `pwned()`, which a page under test must never do. */
export const xss: readonly string[] = [
  '<script>pwned()</script>',
  '"><script>pwned()</script>',
  `'-pwned()-'`,
  '</title><script>pwned()</script>',
  '</textarea><img src=x onerror=pwned()>',
  '</script><script>pwned()</script>',
  '<img src=x onerror=pwned()>',
  '<svg/onload=pwned()>',
  '<svg><animate onbegin=pwned() attributeName=x dur=1s>',
  '<iframe srcdoc="<script>parent.pwned()</script>">',
  '<a href="javascript:pwned()">x</a>',
  '<form action=javascript:pwned()><button>x</button></form>',
  '<input autofocus onfocus=pwned()>',
  '<details open ontoggle=pwned()>',
  '<video><source onerror=pwned()></video>',
  '<body onload=pwned()>',
  '<base href=//evil.example/>',
  '<meta http-equiv=refresh content="0;url=javascript:pwned()">',
  '<link rel=stylesheet href=//evil.example/x.css>',
  '<style>*{background:url(//evil.example)}</style>',
  '<div style="background:url(javascript:pwned())">',
  '<math><mi xlink:href="javascript:pwned()">x</mi></math>',
  '<noscript><p title="</noscript><img src=x onerror=pwned()>">',
  '<svg></p><style><a id="</style><img src=1 onerror=pwned()>">',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=pwned()&gt;">',
  '<!--><img src=x onerror=pwned()>-->',
  '<<script>script>pwned()</script>',
  '\u2028pwned()\u2029',
  '{{constructor.constructor("pwned()")()}}',
  '${pwned()}',
  '&lt;script&gt;pwned()&lt;/script&gt;',
  '%3Cscript%3Epwned()%3C/script%3E',
  '<scr\tipt>pwned()</scr\tipt>',
  '<IMG SRC=&#106;avascript:pwned()>',
];

/** Addresses that a browser would run, or take for another site than they seem. */
export const badHrefs: readonly string[] = [
  'javascript:pwned()',
  'JaVaScRiPt:pwned()',
  ' javascript:pwned()',
  'java\tscript:pwned()',
  'java\nscript:pwned()',
  '\u0001javascript:pwned()',
  'javascript&colon;pwned()',
  'javascript&#58;pwned()',
  'javascript%3Apwned()',
  'data:text/html,<script>pwned()</script>',
  'data:text/html;base64,PHNjcmlwdD5wd25lZCgpPC9zY3JpcHQ+',
  'vbscript:pwned()',
  'file:///etc/passwd',
  'blob:http://127.0.0.1/x',
  'view-source:javascript:pwned()',
  'filesystem:http://127.0.0.1/x',
  'intent://x#Intent;scheme=javascript;end',
  'ftp://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'http:\\\\evil.example',
  'https:evil.example',
  'http:///evil.example',
];

/** Where nobody must be sent after signing in. */
export const badRedirects: readonly string[] = [
  ...badHrefs,
  'https://evil.example/',
  'http://evil.example',
  '///evil.example',
  '////evil.example',
  '/\\/evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/%09/evil.example/..//evil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/./\\evil.example',
  '@evil.example',
  'evil.example',
  '.evil.example',
  '?//evil.example',
  '/\u0000/evil.example',
  '/x\r\nLocation: https://evil.example',
  '/x\r\nSet-Cookie: hearth=planted',
  'https://127.0.0.1@evil.example/',
];

/** Markdown that makes careless parsers slow, each near `length` characters. */
export function slowMarkdown(length: number): Record<string, string> {
  const many = (unit: string) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
  return {
    stars: many('*'),
    'stars and words': many('*a '),
    'open strong': many('**a'),
    'stars and underscores': many('*_'),
    'open and shut': `${many('*a_').slice(0, length / 2)}${many('_b*').slice(0, length / 2)}`,
    brackets: many('['),
    'open links': many('[a]('),
    'nested links': `${'['.repeat(length / 2 - 1)}a${']('.repeat(length / 4)}`,
    links: many('[a](http://b.c) '),
    addresses: many('http://a.b '),
    'one address': `http://a.b/${many('a.').slice(11)}`,
    mail: many('mailto:a@b.c '),
    'mailto without end': many('mailto:'),
    'mail addresses': many('a@b.c '),
    slashes: many('//a '),
    quotes: many('> '),
    'quotes in quotes': many('>'),
    'lists in lists': Array.from({ length: 80 }, (_, depth) => `${' '.repeat(depth)}- a`)
      .join('\n')
      .slice(0, length),
    'list items': many('- a\n'),
    numbers: many('1. a\n'),
    backticks: Array.from({ length: 80 }, (_, n) => '`'.repeat(n + 1))
      .join(' a ')
      .slice(0, length),
    'one backtick run': many('`a'),
    fences: many('```\n'),
    spoilers: many('||a'),
    bars: many('|'),
    strikes: many('~~a'),
    tildes: many('~'),
    escapes: many('\\*'),
    'blank lines': `${many('\n').slice(1)}*`,
    spaces: `${many(' ').slice(2)}*a`,
    tabs: many('\t*a\n'),
    entities: many('&amp;*'),
    'angle brackets': many('<a'),
    comments: many('<!--'),
    rules: many('* * *\n'),
    headings: many('# '),
    'combining marks': `*${many('\u0301').slice(1)}`,
    'wide letters': many('\uFDFA*'),
  };
}

const nul = 'a\0b';
const loneSurrogate = 'a\uD800b';
const huge = 'x'.repeat(1_000_000);

/** In the place of a text of any kind. */
export const notText: readonly unknown[] = [
  0,
  -1,
  1.5,
  true,
  [],
  ['x'],
  [[]],
  {},
  { not: '' },
  { length: 3 },
  { $ne: null },
  { toString: 'x' },
  { contains: '' },
];
/** In the place of a number. */
export const notNumber: readonly unknown[] = [
  '',
  'x',
  '1',
  '0x10',
  true,
  [],
  [1],
  {},
  { gte: 0 },
  null,
  1.5,
  -1,
  1e300,
  2 ** 53,
  Number.MAX_SAFE_INTEGER,
];
/** In the place of a list. */
export const notList: readonly unknown[] = [
  'x',
  1,
  true,
  {},
  { 0: 'x', length: 1 },
  null,
  [1],
  [null],
  [{}],
  [[]],
  Array.from({ length: 1000 }, () => 'x'),
];
/** In the place of a yes or no. */
export const notBoolean: readonly unknown[] = ['true', 'on', 1, 0, [], {}, null];
/** Texts that no line, id or code may be. */
export const badText: readonly string[] = [nul, loneSurrogate, huge];
/** In the place of a whole input. */
export const notInput: readonly unknown[] = [
  undefined,
  null,
  0,
  1,
  '',
  'x',
  true,
  [],
  [{}],
  [[]],
  () => {},
  Symbol.iterator,
  10n ** 30n,
];
/** In the place of an id in a path. */
export const badSegments: readonly string[] = [
  '%00',
  '%',
  '%ff',
  '%2e%2e',
  '..%2f..%2fetc%2fpasswd',
  '%0d%0aSet-Cookie:x',
  'undefined',
  'null',
  '-1',
  '0',
  'constructor',
  '__proto__',
  '%5Bobject%20Object%5D',
  "'%20OR%201=1--",
  `${'a'.repeat(3000)}`,
  '00000000-0000-0000-0000-000000000000',
  '%F0%9F%92%A3',
  '%ED%A0%80',
];
