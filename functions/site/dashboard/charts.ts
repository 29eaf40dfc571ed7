import type { DrawnChart } from './drawn.ts';
import type { FactsView } from './facts.ts';
import { mapChart } from './map-chart.tsx';
import { daysChart, growthChart } from './over-time.tsx';
import { prisonChart } from './prison.tsx';

/** The charts of a dashboard that have files of their own, by the names of these. Undefined if there is too little to draw. */
export const charts = {
  growth: growthChart,
  days: daysChart,
  prison: prisonChart,
  map: mapChart('perMillion'),
  countries: mapChart('signatures'),
} satisfies Record<string, (view: FactsView) => DrawnChart | undefined>;

export type ChartName = keyof typeof charts;
