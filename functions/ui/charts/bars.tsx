import { html } from 'hono/html';
import type { Translator } from '../messages/messages.ts';
import { type ChartRow, type ChartWords, Picture } from './chart.tsx';
import { across, short } from './scale.ts';

const ROW = 44;
const TEXT = 15;
const BAR = { top: 23, height: 9, quiet: 3 };
/** Where a bar is broken: a share of the width. */
const BREAK = 0.9;

/**
 * A `quiet` row stands for several things, such as all other countries. Its bar is thin, and never longer than the longest
 * of the others: if its value is higher, the bar is broken.
 */
export type BarRow = ChartRow & { readonly quiet?: boolean };

/** Horizontal bars, each under its name and its number. */
export const Bars = ({
  rows,
  translator,
  description,
}: Pick<ChartWords, 'description'> & { readonly rows: readonly BarRow[]; readonly translator: Translator }) => {
  const { dir } = translator;
  const ofOne = rows.filter(({ quiet }) => !quiet);
  const most = Math.max(...(ofOne[0] ? ofOne : rows).map(({ value }) => value)) || 1;
  return (
    <Picture description={description} height={rows.length * ROW}>
      {rows.map(({ label, value, quiet }, i) => {
        const share = Math.min(1, value / most);
        const height = quiet ? BAR.quiet : BAR.height;
        const y = BAR.top + (BAR.height - height) / 2;
        const begin = dir === 'rtl' ? across(share, dir) : '0';
        const parts = [
          html`<text class="chart-name" x="${across(0, dir)}" y="${TEXT}">${label}</text>`,
          html`<text class="chart-number" x="${across(1, dir)}" y="${TEXT}" text-anchor="end">${translator.number(value)}</text>`,
          html`<rect class="chart-track" y="${BAR.top}" width="100%" height="${BAR.height}"/>`,
          html`<rect class="${quiet ? 'chart-quiet' : 'chart-ink'}" x="${begin}" y="${y}" width="${short(share * 100)}%" height="${height}"/>`,
          value > most &&
            html`<svg class="chart-break" x="${across(BREAK, dir)}" y="${BAR.top}" aria-hidden="true"><path d="M0 9l4-9M5 9l4-9"/></svg>`,
        ];
        return html`<g transform="translate(0 ${i * ROW})">${parts}</g>`;
      })}
    </Picture>
  );
};
