import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every Markdown file that people read, as a path from the root. */
export const documents: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file))
    .sort(),
];

export const textOf = (document: string): string => readFileSync(join(root, document), 'utf8');

export interface CodeBlock {
  /** As it stands after the three backticks: `sh`, `text`, or nothing. */
  readonly language: string;
  readonly lines: readonly string[];
}

const FENCE = /^[ \t]*```(\w*)[^\n]*\n([\s\S]*?)^[ \t]*```[ \t]*$/gm;

export const codeBlocksOf = (text: string): CodeBlock[] =>
  [...text.matchAll(FENCE)].map(([, language = '', code = '']) => ({ language, lines: code.trimEnd().split('\n') }));

const withoutCodeBlocks = (text: string): string => text.replaceAll(FENCE, '').replaceAll(/<!--[\s\S]*?-->/g, '');

/** The words of a document, as `wc -w` counts them, also in code. */
export const wordsOf = (text: string): number => text.split(/\s+/).filter(Boolean).length;

/** Where links and images lead, without those inside of code. */
export const linksOf = (text: string): string[] =>
  [
    ...withoutCodeBlocks(text)
      .replaceAll(/`[^`\n]*`/g, 'Code')
      .matchAll(/\]\(([^)\s]+)[^)]*\)/g),
  ].map(([, target = '']) => target);

/** The names of headings in links, as GitHub makes them. */
export function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of withoutCodeBlocks(text).matchAll(/^#{1,6} (.+)$/gm)) {
    const base = plain(heading, { code: (code) => code })
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/g, '-');
    let anchor = base;
    for (let again = 1; anchors.has(anchor); again++) anchor = `${base}-${again}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** A sentence, with `Code` where code stands in it and `Quote` where another text is quoted in curly quotes. */
export interface Sentence {
  readonly words: string;
  readonly isHeading: boolean;
}

/** The sentences of paragraphs, headings, list items and table cells: each of these begins and ends one. */
export function sentencesOf(text: string): Sentence[] {
  const blocks: { text: string; isHeading: boolean }[] = [];
  let isOpen = false;
  for (const line of withoutCodeBlocks(text).split('\n')) {
    const [, heading] = /^#{1,6} (.+)$/.exec(line) ?? [];
    const [, item] = /^\s*(?:[-*+]|\d+\.)\s+(.+)$/.exec(line) ?? [];
    const content = line.replace(/^\s*>\s?/, '').trim();
    if (heading !== undefined) blocks.push({ text: heading, isHeading: true });
    else if (/^\s*\|/.test(line)) blocks.push(...cellsOf(content).map((cell) => ({ text: cell, isHeading: false })));
    else if (item !== undefined) blocks.push({ text: item, isHeading: false });
    else if (content !== '' && !isOpen) blocks.push({ text: content, isHeading: false });
    else if (content !== '') blocks[blocks.length - 1]!.text += ` ${content}`;
    isOpen = heading === undefined && content !== '' && !/^\s*\|/.test(line);
  }
  return blocks.flatMap(({ text: block, isHeading }) =>
    plain(block, { code: () => 'Code' })
      .split(/(?<=[.!?][)’"]*)\s+(?=[\p{Lu}\p{N}("‘])/u)
      .map((words) => ({ words: words.trim(), isHeading }))
      .filter(({ words }) => words !== ''),
  );
}

/** How many words a sentence has. A word has a letter or a digit. */
export const lengthOf = ({ words }: Sentence): number =>
  words.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

const cellsOf = (row: string): string[] =>
  /^[\s|:-]+$/.test(row)
    ? []
    : row
        .replaceAll('\\|', '¦')
        .replace(/^\||\|$/g, '')
        .split('|')
        .map((cell) => cell.trim())
        .filter(Boolean);

/** Markdown as a reader sees it. */
function plain(markdown: string, { code }: { code: (code: string) => string }): string {
  return markdown
    .replaceAll(/`([^`]*)`/g, (_, shown: string) => code(shown))
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/“[^”]*”/g, 'Quote')
    .replaceAll(/<https?:[^>]*>/g, 'Code')
    .replaceAll(/\*\*|(?<![\p{L}\p{N}])[*_]|[*_](?![\p{L}\p{N}])/gu, '');
}
