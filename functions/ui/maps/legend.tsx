import { html } from 'hono/html';
import type { Translator } from '../messages/messages.ts';
import { type Measure, steps } from './steps.ts';

/** The class of each colour of a measure, and which values have it, in words. The last one is the hatch. */
export function legendOf(measure: Measure, { t }: Translator, least: number): { color: string; words: string }[] {
  const from = steps[measure];
  return [
    ...from.map((begin, i) => {
      const next = from[i + 1];
      const color = `${measure === 'perMillion' ? 'p' : 'n'}${i + 1}`;
      if (next === undefined) return { color, words: t('countries.step.from', { from: begin }) };
      if (measure === 'signatures')
        return { color, words: t('countries.step.between', { from: begin || least, to: next - 1 }) };
      return {
        color,
        words:
          begin === 0
            ? t('countries.step.below', { below: next })
            : t('countries.step.between', { from: begin, to: next }),
      };
    }),
    { color: 'land', words: t('countries.few') },
  ];
}

/** What the colours mean, in words. @param least the smallest number that a country can have. */
export const Legend = ({ measure, translator, least }: { measure: Measure; translator: Translator; least: number }) => (
  <>
    <p class="legend-title">{translator.t(`countries.${measure}`)}</p>
    <ul class="legend">
      {legendOf(measure, translator, least).map(
        ({ color, words }) =>
          html`<li><svg width="28" height="14" aria-hidden="true"><rect class="${color}" width="28" height="14"/></svg>${words}</li>`,
      )}
    </ul>
  </>
);
