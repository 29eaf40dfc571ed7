/** A version of the open data, and how it differs from the one before. */
export interface Change {
  readonly version: string;
  /** The day of it, in UTC. */
  readonly on: string;
  readonly words: string;
}

/**
 * The changelog of the open data, the newest first: the page about it shows these, and docs/guides/open-data.md has the same.
 * The second number grows if a table or a column is added. Nothing else changes in version 1.
 */
export const changes: readonly [Change, ...Change[]] = [
  {
    version: '1.1.0',
    on: '2026-11-29',
    words: 'Cases have their days in prison: daysAtLeast and daysAtMost.',
  },
  {
    version: '1.0.0',
    on: '2026-11-29',
    words: 'The first version: campaigns, cases, days and countries, and all of them in one download.',
  },
];
