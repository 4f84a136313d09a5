/** One thing that the page shows, in the order of the page. */
export type Step =
  | { kind: 'meanwhile'; what: string; line: number }
  | { kind: 'request'; request: HttpRequest; line: number }
  | { kind: 'response'; response: HttpResponse; line: number }
  | { kind: 'frame'; from: 'client' | 'server'; text: string; line: number };

export interface HttpRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
}

export interface HttpResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** The examples of the page: its `http` and `frames` blocks, and what happens `meanwhile` (comments, for the test alone). */
export function stepsOf(page: string): Step[] {
  const steps: Step[] = [];
  const pattern = /^<!-- meanwhile: (.+) -->$|^```(http|frames)\n([\s\S]*?)\n```$/gm;
  for (const match of page.matchAll(pattern)) {
    const [, what, info, content = ''] = match;
    const line = page.slice(0, match.index).split('\n').length;
    if (what !== undefined) steps.push({ kind: 'meanwhile', what, line });
    else if (info === 'frames') steps.push(...framesOf(content, line));
    else if (content.startsWith('HTTP/'))
      steps.push({ kind: 'response', response: responseOf(content), line });
    else steps.push({ kind: 'request', request: requestOf(content), line });
  }
  return steps;
}

function framesOf(content: string, line: number): Step[] {
  return content.split('\n').map((each, index) => {
    const [, arrow, text] = /^([→←]) (.+)$/.exec(each) ?? [];
    if (!arrow || !text) throw new Error(`Line ${line + 1 + index} is no frame: ${each}`);
    return { kind: 'frame', from: arrow === '→' ? 'client' : 'server', text, line: line + 1 + index };
  });
}

function requestOf(content: string): HttpRequest {
  const { first, headers, body } = messageOf(content);
  const [method = '', path = ''] = first.split(' ');
  return { method, path, headers, body };
}

function responseOf(content: string): HttpResponse {
  const { first, headers, body = '' } = messageOf(content);
  return { status: Number(first.split(' ')[1]), headers, body };
}

function messageOf(content: string) {
  const [head = '', ...rest] = content.split('\n\n');
  const [first = '', ...lines] = head.split('\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 2)];
    }),
  );
  return { first, headers, body: rest.length > 0 ? rest.join('\n\n') : undefined };
}

/** Rows of the table whose head begins with this cell: the text of each cell, without its backticks. */
export function tableOf(page: string, head: string): string[][] {
  const lines = page.split('\n');
  const start = lines.findIndex(
    (line, index) => cellsOf(line)[0] === head && lines[index + 1]?.startsWith('| --'),
  );
  if (start < 0) throw new Error(`There is no table that begins with "${head}".`);
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'));
  return lines.slice(start + 2, end).map(cellsOf);
}

const cellsOf = (line: string): string[] =>
  line.startsWith('|')
    ? line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', ''))
    : [];
