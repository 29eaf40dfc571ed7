import { escapeToBuffer } from 'hono/utils/html';

/** A text as HTML has it between tags, and in the quotes of an attribute. */
export function escaped(text: string): string {
  if (!/[&<>'"]/.test(text)) return text;
  const buffer: [string] = [''];
  escapeToBuffer(text, buffer);
  return buffer[0];
}
