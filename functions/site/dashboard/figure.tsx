import { Chart, type ChartFiles } from '../../ui/charts/chart.tsx';
import type { Translator } from '../../ui/messages/messages.ts';
import type { DashboardView } from '../views.ts';
import type { ChartName } from './charts.ts';
import type { DrawnChart } from './drawn.ts';

/** A chart on the page of a campaign's dashboard. */
export const Figure = ({ name, chart, view }: { name: ChartName; chart: DrawnChart; view: FileView }) => (
  <DrawnFigure id={name} chart={chart} files={filesOf(name, view)} translator={view.translator} />
);

/** A chart on a page. */
export const DrawnFigure = ({
  chart,
  ...around
}: {
  id: string;
  chart: DrawnChart;
  files: ChartFiles;
  translator: Translator;
}) => {
  const { picture, csv: _, height: __, notes: ___, ...words } = chart;
  return (
    <Chart {...words} {...around}>
      {picture}
    </Chart>
  );
};

type FileView = Pick<DashboardView, 'campaign' | 'translator'>;

/** The addresses of a chart's files. */
export function filesOf(name: ChartName, { campaign, translator }: FileView): ChartFiles {
  const file = `/campaigns/${campaign.slug}/charts/${name}`;
  return { csv: `${file}.csv`, svg: translator.dataHref(`${file}.svg`), png: `${campaign.slug}-${name}.png` };
}
