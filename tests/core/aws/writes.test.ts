import {
  ConditionalCheckFailedException,
  PutItemCommand,
  ResourceNotFoundException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { type Db, ifConditionHolds, queryPages, queryPartition } from '../../../functions/core/aws/db.ts';
import { ifNotOvertaken } from '../../../functions/core/aws/overtaken.ts';
import { clientOf } from '../../support/client.ts';
import { freshTables } from '../../support/tables.ts';

const { Counts: db } = await freshTables();
const about = { message: 'no', $metadata: {} };
const failing = (error: Error) => () => Promise.reject(error);
const condition = new ConditionalCheckFailedException(about);
const conflict = new TransactionConflictException(about);
const missing = new ResourceNotFoundException(about);
const canceled = (...codes: string[]) =>
  new TransactionCanceledException({ ...about, CancellationReasons: codes.map((Code) => ({ Code })) });

describe('a conditional write', () => {
  it('says whether its condition held', async () => {
    expect(await ifConditionHolds(async () => 'written')).toBe(true);
    expect(await ifConditionHolds(failing(condition))).toBe(false);
  });

  it('fails as the table does, for any other reason', async () => {
    for (const error of [missing, conflict, canceled('ConditionalCheckFailed')]) {
      await expect(ifConditionHolds(failing(error))).rejects.toBe(error);
    }
  });
});

describe('a write that may be overtaken', () => {
  it('says whether it was done', async () => {
    expect(await ifNotOvertaken(async () => 'written')).toBe(true);
    for (const error of [
      condition,
      conflict,
      canceled('None', 'ConditionalCheckFailed'),
      canceled('TransactionConflict', 'None'),
    ]) {
      expect(await ifNotOvertaken(failing(error))).toBe(false);
    }
  });

  it('fails as the table does, for any other reason', async () => {
    const unexplained = new TransactionCanceledException(about);
    for (const error of [missing, canceled('None', 'ThrottlingError'), canceled(), unexplained, new Error('away')]) {
      await expect(ifNotOvertaken(failing(error))).rejects.toBe(error);
    }
  });
});

describe('a partition', () => {
  const itemOf = (sk: string) => ({ pk: { S: 'pages' }, sk: { S: sk } });

  it('is read to its end, page by page', async () => {
    for (const sk of ['a', 'b', 'c']) {
      await db.client.send(new PutItemCommand({ TableName: db.table, Item: itemOf(sk) }));
    }
    const query = {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: 'pages' } },
      Limit: 2,
    };
    const pages = [];
    for await (const { Items } of queryPages(db, query)) pages.push(Items);
    expect(pages).toEqual([[itemOf('a'), itemOf('b')], [itemOf('c')]]);
    expect(await queryPartition(db, 'pages', { consistent: true })).toEqual(['a', 'b', 'c'].map(itemOf));
    expect(await queryPartition(db, 'empty', { consistent: false })).toEqual([]);
  });

  it('is read consistently on request, which costs twice as much', async () => {
    const asked: unknown[] = [];
    const client = clientOf(async (command) => {
      asked.push((command as { input: { ConsistentRead?: boolean } }).input.ConsistentRead);
      return {};
    });
    for (const consistent of [true, false]) {
      expect(await queryPartition({ ...db, client } satisfies Db, 'pages', { consistent })).toEqual([]);
    }
    expect(asked).toEqual([true, false]);
  });
});
