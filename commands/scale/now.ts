import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { GetAccountCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import type { Target } from '../target.ts';
import type { LimitsNow } from './limits.ts';

/** @returns what the stage's tables and its account's mail take now: all that AWS tells the two clients that we have. Reads no item. */
export async function limitsNow(target: Target): Promise<LimitsNow> {
  const [signatures, limits, mail] = await Promise.all([
    warmWrites(target, 'Signatures'),
    warmWrites(target, 'Limits'),
    mailQuota(),
  ]);
  return { 'signatures-table': signatures, 'limits-table': limits, ...mail };
}

async function warmWrites({ table }: Target, name: 'Signatures' | 'Limits'): Promise<number> {
  const { client, table: TableName } = table(name);
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  return Table?.WarmThroughput?.WriteUnitsPerSecond ?? 0;
}

/** In the region of the caller, as the tables. -1 is without a limit. */
async function mailQuota(): Promise<LimitsNow> {
  const ses = new SESv2Client({});
  try {
    const { SendQuota } = await ses.send(new GetAccountCommand({}));
    const { MaxSendRate = 0, Max24HourSend = 0 } = SendQuota ?? {};
    return { 'mail-rate': MaxSendRate, 'mail-day': Max24HourSend < 0 ? Number.POSITIVE_INFINITY : Max24HourSend };
  } finally {
    ses.destroy();
  }
}
