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
  const { campaign, counts, translator } = view;
  return fileOf(chart, kind === 'csv' ? kind : 'svg', {
    ...view,
    name: `${campaign.slug}-${file}`,
    kicker: campaign.title,
    address: `/campaigns/${campaign.slug}/dashboard`,
    date: translator.date(localTime(campaign, Date.parse(counts.asOf))),
  });
}

/** What a file of a chart says beside the chart. */
interface Around extends Pick<DashboardView, 'publicUrl' | 'translator'> {
  readonly name: string;
  /** Of whom or what it is. */
  readonly kicker: string;
  /** Where it is from: the path of a page. */
  readonly address: string;
  /** Of when the numbers are, in words. */
  readonly date: string;
}

/** A chart as a picture (SVG), or its numbers (CSV). */
export function fileOf(chart: DrawnChart, kind: 'csv' | 'svg', around: Around): ChartFile {
  const saved = { name: around.name };
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
        body: pictureOf(chart, around),
      };
}

function pictureOf(chart: DrawnChart, { kicker, address, date, translator, publicUrl }: Around): string {
  const { t, locale, dir } = translator;
  return standaloneSvg({
    ...chart,
    ...{ dir, language: locale, kicker, summary: chart.summary.join(' '), children: chart.picture },
    notes: chart.notes?.() ?? [],
    source: t('dashboard.source', { address: `${publicUrl}${address}`.replace(/^https?:\/\//, ''), date }),
  });
}
