import { expect, it } from 'vitest';
import { physicalTableName, stageNamePattern, type TableName } from '../../../functions/core/aws/tables.ts';

it.each<[TableName, string]>([
  ['Campaigns', 'amparo-prod-campaigns'],
  ['Signatures', 'amparo-prod-signatures'],
  ['Counts', 'amparo-prod-counts'],
  ['Limits', 'amparo-prod-limits'],
  ['Webhooks', 'amparo-prod-webhooks'],
  ['Organisers', 'amparo-prod-organisers'],
])('calls the table %s of a stage %s: under another name a deploy would make a new one', (table, name) => {
  expect(physicalTableName('prod', table)).toBe(name);
});

it('accepts names of stages that AWS allows in the name of a table', () => {
  for (const name of ['dev', 'p', 'prod-2', 'a234567890123456']) expect(name).toMatch(stageNamePattern);
  for (const name of ['', '2', '-dev', 'Dev', 'de v', 'a2345678901234567', 'dev\n'])
    expect(name).not.toMatch(stageNamePattern);
});
