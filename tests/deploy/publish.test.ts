import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { physicalTableName } from '../../functions/core/aws/tables.ts';
import { getRun } from '../../functions/core/published/run.ts';
import { STAGE } from '../../infra/emulated/stage.ts';
import { client, functionConfigurations, invoke } from './account.ts';

describe('the deployed function that publishes numbers', () => {
  it('does all its work with its own role: it reads campaigns and counts, and notes that it ran', async () => {
    const { FunctionName = '' } = (await functionConfigurations()).get('publish') ?? {};
    const began = Date.now();
    const answer = await invoke(FunctionName);
    expect(answer, JSON.stringify(answer)).toBeNull();
    const counts = { client: new DynamoDBClient(client()), table: physicalTableName(STAGE, 'Counts') };
    const run = await getRun(counts);
    expect(run?.at).toBeGreaterThanOrEqual(began);
    expect(run?.late).toEqual(new Map());
  });
});
