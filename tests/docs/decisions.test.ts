import { expect, it } from 'vitest';
import { documents, textOf } from './markdown.ts';

const decisions = documents.filter((document) => document.startsWith('docs/decisions/'));
const numberOf = (document: string): string => /\/(\d{3})-/.exec(document)?.[1] ?? '';

it('numbers decisions one after the other', () => {
  expect(decisions.map(numberOf)).toEqual(decisions.map((_, i) => String(i + 1).padStart(3, '0')));
});

it.each(decisions)('has number, title, date and status in %s, then context, decision and consequences', (decision) => {
  const text = textOf(decision);
  const [, title = '', date = '', status = ''] =
    /^# (\d{3} .+)\n\n- Date: (\d{4}-\d{2}-\d{2})\n- Status: (.+)\n\n\*\*Context\.\*\*/.exec(text) ?? [];
  expect(title.slice(0, 3)).toBe(numberOf(decision));
  expect(Number.isNaN(Date.parse(date))).toBe(false);
  const [, successor] = /^(?:accepted|superseded by (\d{3}))$/.exec(status) ?? ['', 'no status'];
  if (successor) expect(decisions.map(numberOf)).toContain(successor);
  for (const part of ['**Decision.**', '**Consequences.**']) expect(text).toContain(part);
});
