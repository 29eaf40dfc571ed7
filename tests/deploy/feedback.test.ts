import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { physicalTableName } from '../../functions/core/aws/tables.ts';
import { queryMailHours } from '../../functions/core/outbox/health-store.ts';
import { STAGE } from '../../infra/emulated/stage.ts';
import { client, deployed, functionConfigurations, invoke } from './account.ts';
import { asFunction } from './roles.ts';
import { signedFetch } from './signed-fetch.ts';

const limits = { client: new DynamoDBClient(client()), table: physicalTableName(STAGE, 'Limits') };
const tag = 'f'.repeat(43);
const ask = <Answer>(action: string, body: object): Promise<Answer> =>
  signedFetch(deployed().endpoint, {
    service: 'events',
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AWSEvents.${action}` },
    body: JSON.stringify(body),
  }) as Promise<Answer>;

// The emulator's SES sends no event to its event bus, and no caller may put one in the name of SES. So these tests call the
// function as the rule does, and ask the deployed rules about events.
describe('the deployed function that takes reports of SES', () => {
  it('does all its work with its own role: it counts a report, and suppresses the mailbox', async () => {
    const { FunctionName = '' } = (await functionConfigurations()).get('feedback') ?? {};
    const before = (await queryMailHours(limits, Date.now())).reduce((sum, { bounces }) => sum + bounces, 0);
    const answer = await invoke(FunctionName, { kind: 'bounce', mailbox: [tag] });
    expect(answer, JSON.stringify(answer)).toBeNull();
    const hours = await queryMailHours(limits, Date.now());
    expect(hours.reduce((sum, { bounces }) => sum + bounces, 0)).toBe(before + 1);
    const Key = { pk: { S: `suppressed#${tag}` }, sk: { S: 'mailbox' } };
    const { Item } = await limits.client.send(new GetItemCommand({ TableName: limits.table, Key }));
    expect(Object.keys(Item ?? {}).sort()).toEqual(['counted', 'expiresAt', 'pk', 'sk']);
  });

  it('may not read whether a mailbox is suppressed, or what limits know of it', async () => {
    const own = new DynamoDBClient(await asFunction('feedback'));
    for (const Key of [
      { pk: { S: 'of-a-mailbox' }, sk: { S: 'mail' } },
      { pk: { S: `suppressed#${tag}` }, sk: { S: 'mailbox' } },
    ])
      await expect(own.send(new GetItemCommand({ TableName: limits.table, Key }))).rejects.toMatchObject({
        name: 'AccessDeniedException',
      });
  });

  it('is called by the deployed rules for hard bounces of this stage alone', async () => {
    const { Rules } = await ask<{ Rules: { EventPattern?: string; Description?: string }[] }>('ListRules', {});
    const pattern = Rules.find(({ Description }) => Description?.includes('(bounce)'))?.EventPattern ?? '';
    const [set] = JSON.parse(pattern).detail.mail.tags['ses:configuration-set'];
    const isTaken = async (bounceType: string, name: string) => {
      const Event = JSON.stringify({
        ...{ version: '0', id: '1', account: '000000000000', region: 'eu-central-1', time: '2026-06-02T12:00:00Z' },
        ...{ source: 'aws.ses', 'detail-type': 'Email Bounced', resources: [] },
        detail: { bounce: { bounceType }, mail: { tags: { 'ses:configuration-set': [name], mailbox: [tag] } } },
      });
      return (await ask<{ Result: boolean }>('TestEventPattern', { EventPattern: pattern, Event })).Result;
    };
    expect(await isTaken('Permanent', set)).toBe(true);
    expect(await isTaken('Transient', set)).toBe(false);
    expect(await isTaken('Permanent', 'another')).toBe(false);
  });

  it('gets no event that somebody puts on the bus in the name of SES', async () => {
    const entry = { Source: 'aws.ses', DetailType: 'Email Bounced', Detail: '{}' };
    const { FailedEntryCount, Entries } = await ask<{ FailedEntryCount: number; Entries: { ErrorCode: string }[] }>(
      'PutEvents',
      { Entries: [entry] },
    );
    expect([FailedEntryCount, Entries[0]?.ErrorCode]).toEqual([1, 'NotAuthorizedForSourceException']);
  });
});
