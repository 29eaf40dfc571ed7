import { localTime } from '../../core/campaigns/local-time.ts';
import { csvRow } from '../../core/csv.ts';
import { standaloneSvg } from '../../ui/charts/standalone.tsx';
import type { DashboardView } from '../views.ts';
import { type ChartName, charts } from './charts.ts';
import type { DrawnChart } from './drawn.ts';
import { withFacts } from './facts.ts';

/** A file that a chart can be taken as. */
export interface ChartFile {
  readonly body: string;
  readonly type: string;
  /** The name under which it is saved. */
  readonly name: string;
  /** Whether a browser shows it, or saves it at once. */
  readonly disposition: 'inline' | 'attachment';
}

const FILE = /^([a-z]+)\.(csv|svg)$/;

/**
 * A chart of a campaign as a picture (SVG), or its numbers (CSV).
 * @param file `growth.svg`, `days.csv` … @returns undefined if there is no such file, or too little to draw.
 */
export function chartFile(file: string, view: DashboardView): ChartFile | undefined {
  const [, name = '', kind] = FILE.exec(file) ?? [];
  const draw = Object.hasOwn(charts, name) && view.counts.total > 0 ? charts[name as ChartName] : undefined;
  const chart = draw?.(withFacts(view));
  if (!chart) return undefined;
  const saved = { name: `${view.campaign.slug}-${file}` };
  return kind === 'csv'
    ? {
        ...{ ...saved, type: 'text/csv; charset=utf-8', disposition: 'attachment' },
        body: chart
          .csv()
          .map((row) => csvRow(row))
          .join(''),
      }
    : {
        ...{ ...saved, type: 'image/svg+xml; charset=utf-8', disposition: 'inline' },
        body: pictureOf(chart, view),
      };
}

function pictureOf(chart: DrawnChart, { campaign, counts, translator, publicUrl }: DashboardView): string {
  const { t, date, locale, dir } = translator;
  return standaloneSvg({
    ...chart,
    ...{ dir, language: locale, kicker: campaign.title, summary: chart.summary.join(' '), children: chart.picture },
    source: t('dashboard.source', {
      address: `${publicUrl}/campaigns/${campaign.slug}/dashboard`.replace(/^https?:\/\//, ''),
      date: date(localTime(campaign, Date.parse(counts.asOf))),
    }),
  });
}
