declare module 'virtual:emoji/*' {
  import type { EmojiRow } from './catalogue.ts';

  const rows: EmojiRow[];
  export default rows;
}
