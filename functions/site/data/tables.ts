import { caseStatuses } from '../../core/campaigns/values.ts';
import { populationSource } from '../../core/population.ts';

/** A column of a table: the same for JSON, CSV, the data package and the contract. */
export interface Column {
  readonly name: string;
  /** As Table Schema has it: https://specs.frictionlessdata.io/table-schema/#types-and-formats */
  readonly type: 'string' | 'integer' | 'number' | 'date' | 'datetime';
  readonly description: string;
  /** Whether it can be empty: `null` in JSON, nothing in CSV. */
  readonly isOptional?: true;
  readonly values?: readonly string[];
}

export interface Table {
  readonly title: string;
  readonly description: string;
  readonly columns: readonly Column[];
  readonly key: readonly string[];
}

const campaign = { name: 'campaign', type: 'string', description: 'The slug of the campaign.' } as const;

/** The tables of the open data. Version 1 may gain columns at the end; no column changes or goes. */
export const tables = {
  campaigns: {
    title: 'Campaigns',
    description: 'Each listed campaign, with its published total.',
    key: ['slug'],
    columns: [
      { name: 'slug', type: 'string', description: 'The name of the campaign in its address. It never changes.' },
      { name: 'title', type: 'string', description: 'In the language of the campaign.' },
      { name: 'language', type: 'string', description: 'BCP 47 tag of the language of its texts.' },
      { name: 'group', type: 'string', description: 'The group that asks.', isOptional: true },
      {
        name: 'country',
        type: 'string',
        description: 'Where the prisoners are held: ISO 3166-1 alpha-2, or XK.',
        isOptional: true,
      },
      { name: 'targets', type: 'string', description: 'Whom the demand addresses. Between two is “; ”.' },
      { name: 'goal', type: 'integer', description: 'How many signatures it aims for.' },
      { name: 'opensAt', type: 'datetime', description: 'From when it can be signed, in UTC.' },
      { name: 'closesAt', type: 'datetime', description: 'Until when. Empty: it stays open.', isOptional: true },
      {
        name: 'status',
        type: 'string',
        description: 'Whether it can be signed now.',
        values: ['upcoming', 'open', 'closed'],
      },
      { name: 'wonOn', type: 'date', description: 'When the demand was met.', isOptional: true },
      { name: 'signatures', type: 'integer', description: 'The published total.' },
      { name: 'asOf', type: 'datetime', description: 'When a number of it last moved, in UTC.' },
      { name: 'page', type: 'string', description: 'The address of its page.' },
      {
        name: 'publish',
        type: 'string',
        description:
          'How its numbers move. careful: at fixed times, and only with a crowd. live: within seconds, so that they may show who signed.',
        values: ['careful', 'live'],
      },
    ],
  },
  cases: {
    title: 'Cases',
    description: 'The prisoners for whom campaigns speak. One person has a row for each campaign.',
    key: ['id', 'campaign'],
    columns: [
      { name: 'id', type: 'string', description: 'The same in each campaign that speaks for this person.' },
      campaign,
      { name: 'name', type: 'string', description: 'In the language of the campaign.' },
      { name: 'people', type: 'integer', description: 'How many people the case is about.' },
      { name: 'work', type: 'string', description: 'What they do or did.', isOptional: true },
      { name: 'detainedOn', type: 'string', description: 'A day, a month or a year.', isOptional: true },
      { name: 'charge', type: 'string', description: 'What they are accused of.', isOptional: true },
      { name: 'sentence', type: 'string', description: 'As the court gave it.', isOptional: true },
      { name: 'status', type: 'string', description: 'Where they are now.', values: caseStatuses },
      { name: 'statusOn', type: 'string', description: 'Since when: a day, a month or a year.', isOptional: true },
      { name: 'page', type: 'string', description: 'The address of the page about this person.' },
      {
        name: 'daysAtLeast',
        type: 'integer',
        description:
          'Days in prison until today, in UTC, all times together: those that are certain. Empty if a date is missing.',
        isOptional: true,
      },
      {
        name: 'daysAtMost',
        type: 'integer',
        description: 'The most days that the dates allow. It differs where only a month or a year is known.',
        isOptional: true,
      },
    ],
  },
  days: {
    title: 'Signatures by day',
    description: 'Each day that is over, in UTC, on which the published total of a campaign moved.',
    key: ['campaign', 'day'],
    columns: [
      campaign,
      { name: 'day', type: 'date', description: 'In UTC.' },
      {
        name: 'signatures',
        type: 'integer',
        description:
          'By how much the published total moved. It may wait for a crowd: then it stands for the days since the last row, too. Less than 0 if more people withdrew than signed.',
      },
      { name: 'total', type: 'integer', description: 'The published total at the end of the day.' },
    ],
  },
  countries: {
    title: 'Signatures by country',
    description: 'The countries that are named, and all others as one.',
    key: ['campaign', 'country'],
    columns: [
      campaign,
      { name: 'country', type: 'string', description: 'ISO 3166-1 alpha-2, XK, or “other”.' },
      { name: 'signatures', type: 'integer', description: 'In steps of 10 where a country is named.' },
      {
        name: 'population',
        type: 'integer',
        description: `How many people live there: ${populationSource.name}, ${populationSource.year}.`,
        isOptional: true,
      },
      { name: 'perMillion', type: 'number', description: 'Signatures per million people.', isOptional: true },
    ],
  },
} as const satisfies Record<string, Table>;

export type TableName = keyof typeof tables;
export const tableNames = Object.keys(tables) as TableName[];

/** A row of a table, by the names of its columns. */
export type Row<Name extends TableName> = {
  readonly [Column in (typeof tables)[Name]['columns'][number]['name']]: string | number | null;
};
export type AnyRow = Readonly<Record<string, string | number | null>>;
