import type { Child } from 'hono/jsx';
import type { Translator } from '../messages/messages.ts';

/** A row of the table behind a chart. */
export interface ChartRow {
  readonly label: string;
  readonly value: number;
}

export interface ChartWords {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  /** One sentence that says what the picture shows, for people who do not see it. */
  readonly description: string;
}

/** A picture with its title, and a table of the same numbers. */
export const Chart = ({
  id,
  title,
  head,
  rows,
  more,
  translator,
  children,
}: ChartWords & {
  /** Headings of the table's two columns. */
  readonly head: readonly [string, string];
  readonly rows: readonly ChartRow[];
  /** What the table leaves out, in words. */
  readonly more?: Child;
  readonly translator: Translator;
  readonly children: Child;
}) => (
  <figure class="chart" aria-labelledby={`${id}-title`}>
    <figcaption>
      <h2 id={`${id}-title`}>{title}</h2>
    </figcaption>
    {children}
    <details>
      <summary>
        {translator.t('dashboard.table')}
        <span class="hidden">: {title}</span>
      </summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{head[0]}</th>
            <th scope="col">{head[1]}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, value }) => (
            <tr>
              <th scope="row">{label}</th>
              <td>{translator.number(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more && <p class="hint">{more}</p>}
    </details>
  </figure>
);

/** The picture itself. It is as wide as the page and has the page's units, so its words keep their size. */
export const Picture = ({
  description,
  height,
  children,
}: Pick<ChartWords, 'description'> & { readonly height: number; readonly children: Child }) => (
  <svg width="100%" height={height} role="img" aria-label={description}>
    {children}
  </svg>
);
