import { expect, inject, it } from 'vitest';
import { localDynamoDbClient } from '../../infra/local/dynamodb.ts';
import { measureLinks, measureOracle } from './oracle.ts';

/** Milliseconds. The test sees a difference of one, with a wide margin to the allowed one. */
const NONE = 0.5;

/**
 * Milliseconds, for a mailbox of which 24 addresses were tried on one day: its next attempt asks the table twice. It
 * says nothing about a signature. On a slow computer the second call takes ten times the 0.2 ms of a calm one.
 */
const CROWDED = 2;

/** Milliseconds of measuring at most: on a calm computer it is sure after some seconds. */
const WITHIN = Number(process.env.ORACLE_SECONDS ?? 120) * 1_000;

it('answers a fresh, a signed, a withdrawn and a blocked address in the same time, to less than a millisecond', {
  timeout: WITHIN + 30_000,
}, async () => {
  const client = localDynamoDbClient(inject('dynamoDbEndpoint'));
  const { rounds, longer, mails, lengths } = await measureOracle(client, 'oracle', { within: WITHIN, until: NONE / 5 });
  const measured = `${rounds} rounds: ${JSON.stringify(longer)}`;

  // It sees a millisecond where there is one, and that with 99 % confidence.
  expect(longer.slower.low, measured).toBeGreaterThan(NONE);
  for (const past of ['signed', 'withdrawn', 'blocked', 'crowded'] as const) {
    expect(longer[past].low, `${past}, ${measured}`).toBeGreaterThan(-NONE);
    expect(longer[past].high, `${past}, ${measured}`).toBeLessThan(past === 'crowded' ? CROWDED : NONE);
  }

  // And it measured the right thing: only the blocked got decoys, and all messages have one length.
  expect(mails).toEqual({
    fresh: { all: rounds, sent: rounds },
    signed: { all: rounds, sent: rounds },
    withdrawn: { all: rounds, sent: rounds },
    blocked: { all: rounds, sent: 0 },
    crowded: { all: rounds, sent: 0 },
    slower: { all: rounds, sent: rounds },
  });
  expect(lengths.size).toBe(1);
});

/** Milliseconds, for two answers: half of what two answers take longer that are each a millisecond later. */
const NONE_OF_TWO = 1;

it('answers a mail that was sent later in the same time, whether or not its address had signed before', {
  timeout: WITHIN + 60_000,
}, async () => {
  const client = localDynamoDbClient(inject('dynamoDbEndpoint'));
  const patience = { within: WITHIN, until: NONE_OF_TWO / 2 };
  const { rounds, longer } = await measureLinks(client, 'oracle-links', patience);
  const measured = `${rounds} rounds: ${JSON.stringify(longer)}`;
  expect(longer.slower.low, measured).toBeGreaterThan(NONE_OF_TWO);
  for (const past of ['signed', 'withdrawn'] as const) {
    expect(longer[past].low, `${past}, ${measured}`).toBeGreaterThan(-NONE_OF_TWO);
    expect(longer[past].high, `${past}, ${measured}`).toBeLessThan(NONE_OF_TWO);
  }
});
