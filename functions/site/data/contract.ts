import * as z from 'zod/mini';
import { slug } from '../../core/campaigns/fields.ts';
import type { Call } from '../../http/contract.ts';
import { campaignAnswer, countsAnswer, lang, noCampaign } from '../contract.ts';
import { MOST_WITH_TEXTS } from './campaigns.ts';
import { badQuery, country, cursor, limitOf, range } from './queries.ts';
import { TABLE } from './read.ts';
import { installationStatuses } from './status.ts';
import { type Column, type Table, type TableName, tableNames, tables } from './tables.ts';

export const campaigns = {
  method: 'get',
  path: '/api/campaigns',
  summary: 'All listed campaigns, page by page: the header `Link` with `rel="next"` has the address of the next page.',
  query: { limit: limitOf(MOST_WITH_TEXTS), cursor, lang },
  answers: { 200: { description: 'The campaigns', schema: z.array(campaignAnswer) }, 400: badQuery },
} satisfies Call;

const types = {
  string: () => z.string(),
  integer: () => z.int(),
  number: () => z.number(),
  date: () => z.iso.date(),
  datetime: () => z.iso.datetime(),
} satisfies Record<Column['type'], () => z.ZodMiniType>;

function schemaOf({ type, isOptional, values, description }: Column): z.ZodMiniType {
  const value = values ? z.enum(values) : types[type]();
  const described = (value as z.ZodMiniType).check(z.describe(description));
  return isOptional ? z.nullable(described) : described;
}

/** The rows of a table. */
export const rowsSchema = (name: TableName) => {
  const { columns }: Table = tables[name];
  return z.array(z.object(Object.fromEntries(columns.map((column) => [column.name, schemaOf(column)]))));
};

const asCsv = (description: string) => ({ description, type: 'text/csv' });
const unchanged = { description: 'Unchanged since the ETag of If-None-Match' };
const queryOf: Record<TableName, NonNullable<Call['query']>> = {
  campaigns: {},
  cases: {},
  days: range,
  countries: { country },
};

const ofAll = tableNames.flatMap((name): Call[] => {
  const { title, description }: Table = tables[name];
  const query = { ...queryOf[name], limit: limitOf(TABLE.campaigns), cursor };
  const call = { method: 'get', query } as const;
  const wrong = { 304: unchanged, 400: badQuery };
  return [
    {
      ...{ ...call, path: `/data/v1/${name}.json`, summary: `${title}. ${description}` },
      answers: { 200: { description: 'The rows', schema: rowsSchema(name) }, ...wrong },
    },
    {
      ...{ ...call, path: `/data/v1/${name}.csv`, summary: `${title}, as CSV` },
      answers: { 200: asCsv('The rows. The first one has the names of the columns'), ...wrong },
    },
  ];
});

const ofOne = (['counts', 'days', 'countries'] as const).flatMap((name): Call[] => {
  const path = `/data/v1/campaigns/:slug/${name}`;
  const title = name === 'counts' ? 'All published numbers' : tables[name].title;
  const query = name === 'counts' ? {} : queryOf[name];
  const call = { method: 'get', params: { slug }, query } as const;
  const wrong = { 304: unchanged, ...(name !== 'counts' && { 400: badQuery }), 404: noCampaign };
  return [
    {
      ...{ ...call, path: `${path}.json`, summary: `${title} of one campaign` },
      answers: {
        200: { description: 'The numbers', schema: name === 'counts' ? countsAnswer : rowsSchema(name) },
        ...wrong,
      },
    },
    {
      ...{ ...call, path: `${path}.csv`, summary: `${title} of one campaign, as CSV` },
      answers: { 200: asCsv('The numbers'), ...wrong },
    },
  ];
});

const statusAnswer = z.object({
  status: z
    .enum(installationStatuses)
    .check(z.describe('`late`: nothing has looked at the numbers for ten minutes. It says nothing about e-mail.')),
  version: z.string().check(z.describe('The version of Amparo.')),
  campaigns: z.object({ listed: z.int(), open: z.int() }),
  signatures: z.int().check(z.describe('The published totals of listed campaigns, added up.')),
  asOf: z.nullable(z.iso.datetime()).check(z.describe('When a number of any listed campaign last moved.')),
  checkedAt: z.iso.datetime().check(z.describe('When all numbers were last looked at, to the minute.')),
});

export const openDataCalls: readonly Call[] = [
  ...ofAll,
  ...ofOne,
  {
    method: 'get',
    path: '/data/v1/datapackage.json',
    summary: 'Describes the tables of all campaigns: a Data Package of Frictionless, version 1.',
    query: { cursor },
    answers: {
      200: {
        description: 'The descriptor',
        schema: z.looseObject({ name: z.string(), version: z.string(), resources: z.array(z.looseObject({})) }),
      },
      304: unchanged,
      400: badQuery,
    },
  },
  {
    method: 'get',
    path: '/data/v1/amparo.zip',
    summary:
      'All tables of up to 500 campaigns in one Data Package. If there are more, the header `Link` with `rel="next"` has the next file.',
    query: { cursor },
    answers: { 200: { description: 'The ZIP file', type: 'application/zip' }, 304: unchanged, 400: badQuery },
  },
  {
    method: 'get',
    path: '/data/v1/status.json',
    summary: 'The status of this installation, for the site of the group. Ask each ten seconds at most.',
    answers: { 200: { description: 'The site answers', schema: statusAnswer } },
  },
];
