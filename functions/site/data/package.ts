import { isoTime } from '../../core/running/clock.ts';
import { changes } from './changes.ts';
import { licence } from './licence.ts';
import type { Listed } from './rows.ts';
import { type Column, type Table, type TableName, tableNames, tables } from './tables.ts';

/** The version of the format. docs/guides/open-data.md says how a version ends. */
export const DATA_VERSION = changes[0].version;

interface About {
  readonly publicUrl: string;
  /** Who publishes. Undefined before a group was put. */
  readonly group: string | undefined;
  readonly listed: readonly Listed[];
  /** Where the file of a table is, from the descriptor on. */
  readonly pathOf: (table: TableName) => string;
}

/**
 * Describes the tables for programs: a Data Package of version 1, which every validator and reader knows. Those for
 * version 2 read it, too.
 * @see https://specs.frictionlessdata.io/tabular-data-package/
 */
export function dataPackage({ publicUrl, group, listed, pathOf }: About): object {
  const moved = listed.map(({ published }) => published.asOf);
  return {
    profile: 'tabular-data-package',
    name: 'amparo',
    id: `${publicUrl}/data/v1/datapackage.json`,
    title: 'Campaigns, and what their signatures add up to',
    description:
      'Published numbers. They move at fixed times and by crowds, except those of campaigns whose `publish` is `live`: these move within seconds. They have no personal data of signers. Names and facts of prisoners are as the campaigns publish them.',
    homepage: publicUrl,
    version: DATA_VERSION,
    // Not the time of this answer: what has not changed stays the same to the last byte.
    ...(moved.length > 0 && { created: isoTime(Math.max(...moved)) }),
    licenses: [licence],
    ...(group !== undefined && { contributors: [{ title: group, role: 'publisher', path: publicUrl }] }),
    resources: tableNames.map((name) => resource(name, pathOf(name))),
  };
}

function resource(name: TableName, path: string): object {
  const { title, description, columns, key }: Table = tables[name];
  return {
    ...{ profile: 'tabular-data-resource', name, path, title, description },
    ...{ format: 'csv', mediatype: 'text/csv', encoding: 'utf-8' },
    schema: {
      fields: columns.map(field),
      primaryKey: key,
      ...(name !== 'campaigns' && {
        foreignKeys: [{ fields: ['campaign'], reference: { resource: 'campaigns', fields: ['slug'] } }],
      }),
      missingValues: [''],
    },
  };
}

const field = ({ name, type, description, isOptional, values }: Column): object => ({
  ...{ name, type, description },
  // Table Schema reads no fractions of a second unless it is told to.
  ...(type === 'datetime' && { format: '%Y-%m-%dT%H:%M:%S.%fZ' }),
  constraints: { required: !isOptional, ...(values && { enum: values }) },
});
