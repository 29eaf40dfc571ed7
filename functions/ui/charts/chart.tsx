import type { Child } from 'hono/jsx';
import type { Translator } from '../messages/messages.ts';
import { Table } from './table.ts';

/** A row of the table behind a chart. */
export interface ChartRow {
  readonly label: string;
  /** Where there is more about it. */
  readonly href?: string | undefined;
  readonly value: number;
  /** The value as the page writes it, where it needs more than a number. */
  readonly shown?: string;
  /** Further cells, as the page writes them. */
  readonly more?: readonly string[];
}

/** Where in the picture each row of the table is, from the side where lines begin: 0 to 1. A wide one is from one place to another. */
export type Hover = readonly (number | readonly [number, number])[];

export interface ChartWords {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  /** One sentence that says what the picture shows, for people who do not see it. */
  readonly description: string;
}

/** Where a chart can be taken from, as files. */
export interface ChartFiles {
  readonly csv: string;
  readonly svg: string;
  /** The name under which a browser saves the picture it makes (PNG). */
  readonly png: string;
}

/** A picture with its title, what is remarkable about it, a table of the same numbers, and files of both. */
export const Chart = ({
  id,
  title,
  summary = [],
  head,
  rows,
  more,
  hover,
  files,
  translator,
  below,
  children,
}: ChartWords & {
  /** What the picture shows that is remarkable, in sentences. */
  readonly summary?: readonly string[];
  /** Headings of the table's columns. */
  readonly head: readonly [string, string, ...string[]];
  readonly rows: readonly ChartRow[];
  /** What the table leaves out, in words. */
  readonly more?: Child;
  /** A script shows the values there. */
  readonly hover?: Hover | undefined;
  readonly files?: ChartFiles;
  readonly translator: Translator;
  /** What explains the picture, under it. */
  readonly below?: Child;
  readonly children: Child;
}) => (
  <figure class="chart" id={id} aria-labelledby={`${id}-title`}>
    <figcaption>
      <h2 id={`${id}-title`}>{title}</h2>
      {summary.length > 0 && <p class="chart-summary">{summary.join(' ')}</p>}
    </figcaption>
    {hover ? (
      <div class="chart-plot" data-hover={steps(hover)}>
        {children}
      </div>
    ) : (
      children
    )}
    {below}
    <div class="chart-foot">
      <details>
        <summary aria-label={translator.t('site.pair', { name: translator.t('dashboard.table'), value: title })}>
          {translator.t('dashboard.table')}
        </summary>
        <Table
          head={head}
          rows={rows.map(({ label, href, value, shown = translator.number(value), more = [] }) => ({
            ...{ name: label, href },
            cells: [shown, ...more],
          }))}
        />
        {more && <p class="hint">{more}</p>}
      </details>
      {files && <Downloads files={files} title={title} translator={translator} />}
    </div>
  </figure>
);

/** The numbers and the picture as files. A picture of pixels is made by a script, so its button is hidden without one. */
export const Downloads = ({
  files,
  title,
  translator: { t },
}: {
  files: ChartFiles;
  title: string;
  translator: Translator;
}) => (
  <p class="chart-files">
    <span aria-hidden="true">{t('dashboard.download')}</span>
    <span class="hidden">{t('dashboard.download.of', { title })}</span> <a href={files.csv}>CSV</a>{' '}
    <a href={files.svg}>SVG</a>{' '}
    <button type="button" hidden data-png={files.svg} data-name={files.png}>
      PNG
    </button>
  </p>
);

/**
 * The picture itself. It is as wide as the page and has the page's units, so its words keep their size. What it is drawn of is text,
 * by Hono's `html`, which escapes each value: JSX takes four times as long, and does not let a shape close itself.
 */
export const Picture = ({
  description,
  height,
  children,
}: Pick<ChartWords, 'description'> & { readonly height: number; readonly children: Child }) => (
  <svg width="100%" height={height} overflow="visible" role="img" aria-label={description}>
    {children}
  </svg>
);

/**
 * Places as `ui/browser/chart-values.ts` reads them. Each is how far it begins before the one above it, the first before the
 * end, and how long it is: steps are alike, and compress to a quarter of what places take.
 */
function steps(places: Hover): string {
  let last = 1_000;
  return places
    .map((place) => {
      const [from, until] = typeof place === 'number' ? [place, place] : place;
      const [begins, ends] = [Math.round(from * 1_000), Math.round(until * 1_000)];
      const step = ends === begins ? `${last - begins}` : `${last - begins}-${ends - begins}`;
      last = begins;
      return step;
    })
    .join(' ');
}
