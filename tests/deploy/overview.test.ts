import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { physicalTableName } from '../../functions/core/aws/tables.ts';
import { listRevisions } from '../../functions/core/campaigns/head-store.ts';
import { readOverviewOf } from '../../functions/core/overview/reader.ts';
import { STAGE } from '../../infra/emulated/stage.ts';
import { client, functionConfigurations, invoke } from './account.ts';

describe('the deployed function that keeps the overview', () => {
  it('does all its work with its own role: it lists each public campaign', async () => {
    const { FunctionName = '' } = (await functionConfigurations()).get('overview') ?? {};
    const began = Date.now();
    for (let runs = 0; runs < 2; runs++) {
      const answer = await invoke(FunctionName);
      expect(answer, JSON.stringify(answer)).toBeNull();
    }
    const campaigns = { client: new DynamoDBClient(client()), table: physicalTableName(STAGE, 'Campaigns') };
    const overview = await readOverviewOf(campaigns)();
    expect(overview?.checkedAt).toBeGreaterThanOrEqual(began);
    const listed = [...(await listRevisions(campaigns)).listed.keys()].sort();
    expect(listed.length).toBeGreaterThan(0);
    expect(overview?.entries.map(({ slug }) => slug).sort()).toEqual(listed);
  });
});
