import type { ReactNode } from 'react';

/** One of the things that what is typed can become. */
export interface CompletionItem {
  key: string;
  /** What takes the place of the trigger and what follows it. */
  text: string;
  label: string;
  picture?: ReactNode;
  /** Said beside the label, in a quieter voice. */
  note?: string;
  /** It was chosen. */
  onChosen?: () => void;
}

/** Completes what follows one character: emoji after `:`, people after `@`. Keep it the same object. */
export interface CompletionProvider {
  trigger: string;
  /** Names the list. */
  label: () => string;
  /** Characters after the trigger from which on there is a list. */
  from: number;
  /** The best first; a handful is shown. A rejection shows nothing. */
  find(query: string): Promise<readonly CompletionItem[]>;
  /** What a query stands for once the trigger is typed again behind it: `:smile:`. */
  closed?(query: string): Promise<CompletionItem | undefined>;
}
