import { Chart } from '../../ui/charts/chart.tsx';
import type { DashboardView } from '../views.ts';
import type { ChartName } from './charts.ts';
import type { DrawnChart } from './drawn.ts';

/** A chart on the page. */
export const Figure = ({
  name,
  chart,
  view: { campaign, translator },
}: {
  name: ChartName;
  chart: DrawnChart;
  view: Pick<DashboardView, 'campaign' | 'translator'>;
}) => {
  const { picture, csv: _, height: __, notes: ___, ...words } = chart;
  const file = `/campaigns/${campaign.slug}/charts/${name}`;
  const language = translator.locale === campaign.language ? '' : `?lang=${translator.locale}`;
  return (
    <Chart
      {...words}
      id={name}
      translator={translator}
      files={{ csv: `${file}.csv`, svg: `${file}.svg${language}`, png: `${campaign.slug}-${name}.png` }}
    >
      {picture}
    </Chart>
  );
};
