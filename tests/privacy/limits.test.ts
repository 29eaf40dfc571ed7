import { readFileSync } from 'node:fs';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { addSent } from '../../functions/core/outbox/health-store.ts';
import { isoTime, SECOND } from '../../functions/core/running/clock.ts';
import { takeReport } from '../../functions/feedback/take.ts';
import { createSignApp } from '../../functions/sign/app.ts';
import { silentLog } from '../support/log.ts';
import { attemptOf, postJson, SIGN, startSign } from '../support/sign.ts';
import { knownProof } from '../support/solved.ts';

/** A moment that is no whole minute: what has it in the table shows it. */
const MOMENT = Date.parse('2096-03-01T12:34:56.789Z');
const WHOLE_HOUR = /^\d{4}-\d\d-\d\d(T\d\d(:00:00(\.000)?Z)?)?$/;

/** The kinds of items in Limits, by their sort keys, as the list of access patterns has them. */
const kinds = [
  ...new Set(
    [
      ...(
        readFileSync('docs/reference/access-patterns.md', 'utf8').split(/\n## Limits\n|\n## Webhooks\n/)[1] ?? ''
      ).matchAll(/`sk = (\w+)`/g),
    ].map(([, kind]) => kind),
  ),
];

it('keeps no time in Limits that is finer than an hour, in any kind of item', async () => {
  const { deps, db, time, mails } = await startSign();
  time.now = MOMENT;
  const app = createSignApp({ ...deps, networkOf: () => '192.0.2.0/24' });
  const { proof } = await deps.keys();
  for (let i = 0; i < 12; i++) {
    const email = `ada${i}@ministry.example`;
    const solved = await knownProof(proof, { campaign: 'free-them', email, now: MOMENT - 5 * SECOND });
    const more = i % 2 === 0 ? { proof: solved } : {};
    expect((await postJson(app, SIGN, attemptOf(email, more))).status).toBe(202);
    // No two writes of a counter come within some seconds.
    time.now += 15 * SECOND;
  }
  await addSent(db.Limits, { sent: 1, now: MOMENT, patience: 5 * SECOND });
  const feedback = { limits: db.Limits, counts: db.Counts, clock: () => MOMENT, log: silentLog };
  await takeReport(feedback, { kind: 'bounce', mailbox: ['x'.repeat(43)] });
  const { Items = [] } = await db.Limits.client.send(new ScanCommand({ TableName: db.Limits.table }));

  const kindOf = (sk = '') => (WHOLE_HOUR.test(sk) ? 'hour' : sk);
  expect([...new Set(Items.map(({ sk }) => kindOf(sk?.S)))].sort()).toEqual([...kinds].sort());
  for (const { expiresAt, ...item } of Items) {
    expect(isoTime(Number(expiresAt?.N) * SECOND), JSON.stringify(item)).toMatch(/:00:00(\.000)?Z$/);
    for (const [name, { N = '0', S = '' }] of Object.entries(item)) {
      expect(Number(N), `${name} of ${JSON.stringify(item)} counts, and is no time`).toBeLessThan(1_000);
      if (/^\d{4}-/.test(S)) expect(S).toMatch(WHOLE_HOUR);
    }
  }
  await mails();
});
