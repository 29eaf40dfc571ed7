import { t } from './words.ts';

/** A part of a list that is too long for one page. */
export interface Part<One> {
  readonly items: readonly One[];
  /** The number of this part, from 1 on, and of all parts. */
  readonly number: number;
  readonly parts: number;
  /** How many items stand before this part, and how many there are in all. */
  readonly before: number;
  readonly all: number;
}

/** Bytes of texts on one page: with all around them, less than 30 kB gzipped. */
const MOST_BYTES = 32_000;

/** What surrounds each item, such as its name. */
const AROUND = 200;

/**
 * Cuts a list where a page would grow too large. An item is never cut.
 * @param textOf the texts of an item. @param asked the part that an address asks for. One that is none is the first.
 */
export function partOf<One>(all: readonly One[], textOf: (one: One) => string, asked: string | undefined): Part<One> {
  const parts: One[][] = [[]];
  let bytes = 0;
  for (const one of all) {
    const size = Buffer.byteLength(textOf(one)) + AROUND;
    if (bytes > 0 && bytes + size > MOST_BYTES) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(one);
    bytes += size;
  }
  const number = /^[1-9]\d{0,3}$/.test(asked ?? '') ? Math.min(Number(asked), parts.length) : 1;
  const before = parts.slice(0, number - 1).reduce((sum, { length }) => sum + length, 0);
  return { items: parts[number - 1] ?? [], number, parts: parts.length, before, all: all.length };
}

/** Which changes a page shows, or what else it lists, with the way to the others. Nothing, if it shows all. */
export const PartLinks = <One,>({
  part: { items, number, parts, before, all },
  href,
  what = 'changes',
}: {
  part: Part<One>;
  href: (part: number) => string;
  what?: 'changes' | 'deliveries';
}) =>
  parts === 1 ? null : (
    <p class="buttons">
      <span>{t(`parts.${what}.shown`, { first: before + 1, last: before + items.length, all })}</span>
      {number > 1 && <a href={href(number - 1)}>{t(`parts.${what}.previous`)}</a>}
      {number < parts && <a href={href(number + 1)}>{t(`parts.${what}.next`)}</a>}
    </p>
  );
