import { Check, Copy, EyeOff } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Block, Inline } from '#contract/messages';
import { m } from '#i18n';
import { cx } from '../../lib/cx.ts';
import { copyText } from '../../lib/copy-text.ts';
import { Mention } from './late-mention.tsx';

/** Deeper nesting is shown without its frames. The instance ends at 20; this guards against a foreign tree. */
const deepest = 24;
const protocols = new Set(['http:', 'https:', 'mailto:']);

/** A message's syntax tree as elements. Nothing of it is ever read as HTML, and only web and mail links lead anywhere. `end` follows the last line. */
export function MarkdownTree({ blocks, end }: { blocks: readonly Block[]; end?: ReactNode }): ReactNode {
  const last = blocks.at(-1);
  if (!end || last?.t !== 'p') return [renderBlocks(blocks, 0), end && <p key="end">{end}</p>];
  return (
    <>
      {renderBlocks(blocks.slice(0, -1), 0)}
      <p dir="auto" className="not-first:mt-2">
        {renderInlines(last.c, 0)} {end}
      </p>
    </>
  );
}

function renderBlocks(blocks: readonly Block[], depth: number): ReactNode {
  // The order of a message's blocks never changes: an index is a good key.
  return blocks.map((block, index) => <BlockView key={index} block={block} depth={depth} />);
}

function BlockView({ block, depth }: { block: Block; depth: number }): ReactNode {
  if (depth > deepest) return null;
  switch (block.t) {
    case 'p':
      return (
        <p dir="auto" className="not-first:mt-2">
          {renderInlines(block.c, depth)}
        </p>
      );
    case 'h':
      return (
        <div
          role="heading"
          aria-level={block.level + 1}
          dir="auto"
          className={cx('font-semibold not-first:mt-3', headings[block.level])}
        >
          {renderInlines(block.c, depth)}
        </div>
      );
    case 'quote':
      return (
        <blockquote dir="auto" className="my-1 border-s-3 border-edge/60 ps-3 text-soft">
          {renderBlocks(block.c, depth + 1)}
        </blockquote>
      );
    case 'pre':
      return <CodeBlock code={block.v} lang={block.lang} />;
    case 'list':
      return <ListView block={block} depth={depth} />;
    case 'hr':
      return <hr className="my-3 max-w-[620px] border-line" />;
  }
}

const headings = { 1: 'text-title', 2: 'text-lead', 3: 'text-body' };

function ListView({ block, depth }: { block: Extract<Block, { t: 'list' }>; depth: number }): ReactNode {
  const items = block.c.map((item, index) => (
    <li key={index} className="ps-1">
      {renderBlocks(item, depth + 1)}
    </li>
  ));
  if (block.start === null) return <ul className="my-1 list-disc ps-6">{items}</ul>;
  return (
    <ol start={block.start} className="my-1 list-decimal ps-8">
      {items}
    </ol>
  );
}

function renderInlines(inlines: readonly Inline[], depth: number): ReactNode {
  return inlines.map((inline, index) =>
    typeof inline === 'string' ? inline : <InlineView key={index} inline={inline} depth={depth} />,
  );
}

function InlineView({ inline, depth }: { inline: Exclude<Inline, string>; depth: number }): ReactNode {
  if (depth > deepest) return null;
  switch (inline.t) {
    case 'br':
      return <br />;
    case 'code':
      return <code className="rounded-[5px] bg-code px-1.5 py-px font-mono text-[0.88em]">{inline.v}</code>;
    case 'strong':
      return <strong className="font-bold">{renderInlines(inline.c, depth + 1)}</strong>;
    case 'em':
      return <em>{renderInlines(inline.c, depth + 1)}</em>;
    case 'strike':
      return <s>{renderInlines(inline.c, depth + 1)}</s>;
    case 'spoiler':
      return <Spoiler>{renderInlines(inline.c, depth + 1)}</Spoiler>;
    case 'mention':
      return <Mention node={inline} />;
    case 'link':
      return <MessageLink href={inline.href}>{renderInlines(inline.c, depth + 1)}</MessageLink>;
  }
}

function MessageLink({ href, children }: { href: string; children: ReactNode }): ReactNode {
  if (!isSafeHref(href)) return children;
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="text-accent-strong underline underline-offset-2 hover:decoration-2"
    >
      {children}
    </a>
  );
}

/** The instance refuses other addresses at writing already; a tree is data, so it is looked at here again. */
export function isSafeHref(href: string): boolean {
  return URL.canParse(href) && protocols.has(new URL(href).protocol);
}

/** Not on the page before it is pressed: neither to be read by accident, nor by a screen reader, nor to be found. */
function Spoiler({ children }: { children: ReactNode }): ReactNode {
  const [open, setOpen] = useState(false);
  if (open) {
    return (
      <span ref={takeFocus} tabIndex={-1} className="rounded-[5px] bg-selected px-1">
        {children}
      </span>
    );
  }
  return (
    <button
      type="button"
      title={m.chat_spoiler_show()}
      className="inline-flex min-h-6 items-center gap-1.5 rounded-[5px] bg-selected px-2 align-middle text-note font-medium text-soft hover:text-text"
      onClick={() => setOpen(true)}
    >
      <EyeOff size={14} aria-hidden />
      {m.chat_spoiler()}
    </button>
  );
}

/** The button that had it is gone. */
function takeFocus(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true });
}

function CodeBlock({ code, lang }: { code: string; lang: string | undefined }): ReactNode {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    setCopied(await copyText(code));
    setTimeout(() => setCopied(false), 2000);
  };
  const label = copied ? m.chat_copied() : m.chat_copy_code();
  return (
    <div className="group/code relative my-1.5 max-w-[620px] pointer-coarse:flex pointer-coarse:items-start">
      {/* Focusable, as a wide one has to be scrolled with the keyboard too. */}
      <pre
        dir="ltr"
        tabIndex={0}
        role="region"
        aria-label={lang ? `${m.chat_code()} (${lang})` : m.chat_code()}
        className="min-w-0 flex-1 overflow-x-auto rounded-m bg-code px-3.5 py-2.5 pe-12 font-mono text-[13.2px] leading-normal pointer-coarse:pe-3.5"
      >
        <code>{code}</code>
      </pre>
      <button
        type="button"
        aria-label={label}
        title={label}
        className="needs-js absolute end-1.5 top-1.5 grid size-8 flex-none place-items-center rounded-base bg-code text-soft opacity-0 transition-opacity group-hover/code:opacity-100 hover:bg-selected hover:text-text focus-visible:opacity-100 pointer-coarse:static pointer-coarse:size-11 pointer-coarse:bg-transparent pointer-coarse:opacity-100"
        onClick={() => void copy()}
      >
        {copied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
      </button>
    </div>
  );
}
