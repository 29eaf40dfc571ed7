import type { Change } from '../functions/core/campaigns/changes.ts';

/** A difference: `+` is new, `-` is gone, `~` is changed. Long texts show only the paragraphs that differ. */
export function changeLines({ what, before, after }: Change): string[] {
  if (before !== undefined && after !== undefined) {
    if (isShort(before) && isShort(after)) return [`~ ${what}: ${before} → ${after}`];
    const [old, now] = [paragraphs(before), paragraphs(after)];
    return [
      `~ ${what}:`,
      ...old.filter((text) => !now.includes(text)).map((text) => `    - ${text}`),
      ...now.filter((text) => !old.includes(text)).map((text) => `    + ${text}`),
    ];
  }
  const sign = before === undefined ? '+' : '-';
  const lines = paragraphs(after ?? before ?? '');
  return lines.length === 1
    ? [`${sign} ${what}: ${lines[0]}`]
    : [`${sign} ${what}:`, ...lines.map((text) => `    ${text}`)];
}

const isShort = (text: string): boolean => text.length <= 60 && !text.includes('\n');
/** Joins the lines of each paragraph: line breaks there only make a file easier to read. */
const paragraphs = (text: string): string[] => text.split(/\n\s*\n/).map((paragraph) => paragraph.replace(/\s+/g, ' '));
