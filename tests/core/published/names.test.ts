import { TransactWriteItemsCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { nameKeyOf, queryNames, queryShownNames } from '../../../functions/core/counts/names.ts';
import { type Draw, drawNames, NAMES_SHOWN } from '../../../functions/core/published/names.ts';
import { tallyBatch } from '../../../functions/tally/tally.ts';
import { randomOf } from '../../model/random.ts';
import { clientOf } from '../../support/client.ts';
import { withLateReads } from '../../support/late-reads.ts';
import { silentLog } from '../../support/log.ts';
import { meanwhile } from '../../support/meanwhile.ts';
import { approveAll } from '../../support/names.ts';
import { signed, withdrawn } from '../../support/signed.ts';
import { freshTables } from '../../support/tables.ts';

const { Counts: counts, Campaigns: campaigns } = await freshTables();
const MARK = Date.UTC(2026, 5, 3);
const tallyDeps = { counts, clock: () => MARK, log: silentLog };

/** Signers of a campaign, each with a name of their own. The later they sign, the higher is its number. */
const sign = (campaign: string, howMany: number, confirmedAt?: (i: number) => string) =>
  tallyBatch(
    tallyDeps,
    'lane',
    Array.from({ length: howMany }, (_, i) =>
      signed(campaign, i + 1, { publicName: `Name ${i + 1}`, ...(confirmedAt && { confirmedAt: confirmedAt(i) }) }),
    ),
  );
const approve = (campaign: string) => approveAll({ campaigns, counts }, campaign);
const shown = async (campaign: string) => (await queryShownNames(counts, campaign)).map(({ name }) => name);
const randomly = (seed: number): Draw => {
  const random = randomOf(seed);
  return (below) => Math.floor(random() * below);
};

async function setState(campaign: string, name: string, state: string): Promise<void> {
  const found = (await queryNames(counts, campaign)).find((one) => one.name === name);
  await counts.client.send(
    new UpdateItemCommand({
      TableName: counts.table,
      Key: nameKeyOf(campaign, found?.key ?? ''),
      UpdateExpression: 'SET #state = :to',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':to': { S: state } },
    }),
  );
}

describe('a draw', () => {
  it('shows approved names, and no name that waits or is hidden', async () => {
    await sign('states', 4);
    for (const [i, state] of ['approved', 'hidden', 'hidden-for-ever'].entries())
      await setState('states', `Name ${i + 1}`, state);
    expect(await drawNames(counts, { campaign: 'states', at: MARK })).toBe(true);
    expect(await shown('states')).toEqual(['Name 1']);
  });

  it('shows as many as a page has room for, each with its reason, and replaces those of before', async () => {
    await tallyBatch(tallyDeps, 'lane', [signed('reasons', 1, { publicName: 'Ada', publicReason: 'Because.' })]);
    await approve('reasons');
    await drawNames(counts, { campaign: 'reasons', at: MARK });
    expect(await queryShownNames(counts, 'reasons')).toMatchObject([{ name: 'Ada', reason: 'Because.' }]);
    await sign('many', 40);
    await approve('many');
    await drawNames(counts, { campaign: 'many', at: MARK }, randomly(1));
    const first = await shown('many');
    await drawNames(counts, { campaign: 'many', at: MARK + 1 }, randomly(2));
    const second = await shown('many');
    expect([first.length, second.length]).toEqual([NAMES_SHOWN, NAMES_SHOWN]);
    expect(second.toSorted()).not.toEqual(first.toSorted());
  });

  it('happens once for each mark, and no later run goes back', async () => {
    await sign('once', 1);
    await approve('once');
    expect(await drawNames(counts, { campaign: 'once', at: MARK })).toBe(true);
    await setState('once', 'Name 1', 'hidden');
    for (const at of [MARK, MARK - 1]) expect(await drawNames(counts, { campaign: 'once', at })).toBe(false);
    expect(await shown('once')).toEqual(['Name 1']);
    expect(await drawNames(counts, { campaign: 'once', at: MARK + 1 })).toBe(true);
    expect(await shown('once')).toEqual([]);
  });

  it('takes away what the draw before has just shown', async () => {
    await sign('replaced', 1);
    await approve('replaced');
    await drawNames(counts, { campaign: 'replaced', at: MARK });
    await setState('replaced', 'Name 1', 'hidden');
    await drawNames(withLateReads(counts), { campaign: 'replaced', at: MARK + 1 });
    expect(await shown('replaced')).toEqual([]);
  });

  it('gives every approved name the same chance, and every place on the page', async () => {
    await sign('fair', 20);
    await approve('fair');
    const times = new Map<string, number>();
    const first = new Map<string, number>();
    const draw = randomly(3);
    for (let i = 0; i < 160; i++) {
      await drawNames(counts, { campaign: 'fair', at: MARK + i }, draw);
      const names = await shown('fair');
      for (const name of names) times.set(name, (times.get(name) ?? 0) + 1);
      first.set(names[0] ?? '', (first.get(names[0] ?? '') ?? 0) + 1);
    }
    // 96 and 8 are expected: five standard deviations are 31 and 14.
    for (let i = 1; i <= 20; i++) {
      expect(Math.abs((times.get(`Name ${i}`) ?? 0) - 96)).toBeLessThan(32);
      expect(first.get(`Name ${i}`) ?? 0).toBeLessThan(23);
      expect(first.get(`Name ${i}`) ?? 0).toBeGreaterThan(0);
    }
  });

  it('gives each further name its chance among all so far, and then each place its chance', async () => {
    await sign('chances', NAMES_SHOWN + 2);
    await approve('chances');
    const chances: number[] = [];
    await drawNames(counts, { campaign: 'chances', at: MARK }, (below) => {
      chances.push(below);
      return 0;
    });
    expect(chances).toEqual([13, 14, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });

  it('costs at most 74 write units, however many names there are', async () => {
    await sign('price', 300);
    await approve('price');
    await drawNames(counts, { campaign: 'price', at: MARK }, randomly(5));
    const first = await shown('price');
    let items = 0;
    const client = clientOf(async (command) => {
      if (command instanceof TransactWriteItemsCommand) items += command.input.TransactItems?.length ?? 0;
      return counts.client.send(command as never);
    });
    await drawNames({ ...counts, client }, { campaign: 'price', at: MARK + 1 }, randomly(6));
    const second = await shown('price');
    const replaced = first.filter((name) => !second.includes(name)).length;
    // AWS charges two units for each item of up to 1 KB: the mark, the names and their copies, and the copies that go.
    // Engines report other numbers.
    expect(2 * items).toBe(2 * (1 + 12 + 12 + replaced));
    expect(2 * (1 + 12 + 12 + 12)).toBe(74);
  });

  it('is the same at whatever hours its names were confirmed', async () => {
    const hours = [(i: number) => i, (i: number) => 23 - i, () => 12];
    const drawn = await Promise.all(
      hours.map(async (hour, n) => {
        const campaign = `hours-${n}`;
        await sign(campaign, 24, (i) => `2026-06-02T${String(hour(i)).padStart(2, '0')}:00:00.000Z`);
        await approve(campaign);
        await drawNames(counts, { campaign, at: MARK }, randomly(4));
        return queryShownNames(counts, campaign);
      }),
    );
    expect(drawn[1]).toEqual(drawn[0]);
    expect(drawn[2]).toEqual(drawn[0]);
  });
});

describe('a draw begins again', () => {
  const drawWhile = (campaign: string, happens: () => Promise<unknown>) =>
    drawNames(
      meanwhile(counts, (command) => command instanceof TransactWriteItemsCommand, happens),
      { campaign, at: MARK },
    );

  it('if a signer withdraws meanwhile: the name is not shown', async () => {
    await sign('leaving', 2);
    await approve('leaving');
    const gone = withdrawn('leaving', { of: 1, sequence: 3 }, { publicName: 'Name 1' });
    expect(await drawWhile('leaving', () => tallyBatch(tallyDeps, 'lane', [gone]))).toBe(true);
    expect(await shown('leaving')).toEqual(['Name 2']);
  });

  it('if an organiser hides a name meanwhile', async () => {
    await sign('hiding', 2);
    await approve('hiding');
    expect(await drawWhile('hiding', () => setState('hiding', 'Name 1', 'hidden'))).toBe(true);
    expect(await shown('hiding')).toEqual(['Name 2']);
  });

  it('if a name was signed again with other words, and approved, meanwhile', async () => {
    await sign('words', 1);
    await approve('words');
    const gone = withdrawn('words', { of: 1, sequence: 2 }, { publicName: 'Name 1' });
    const again = { ...signed('words', 1, { publicName: 'Other' }), sequence: '3', before: gone.after };
    const changes = async () => {
      await tallyBatch(tallyDeps, 'lane', [gone, again]);
      await approve('words');
    };
    expect(await drawWhile('words', changes)).toBe(true);
    expect(await shown('words')).toEqual(['Other']);
  });

  it('three times at most, and changes nothing if names never rest', async () => {
    await sign('restless', 1);
    await approve('restless');
    let state = 'hidden';
    let tries = 0;
    const client = clientOf(async (command) => {
      if (!(command instanceof TransactWriteItemsCommand)) return counts.client.send(command as never);
      tries++;
      await setState('restless', 'Name 1', state);
      const [answer] = await Promise.allSettled([counts.client.send(command)]);
      await setState('restless', 'Name 1', 'approved');
      if (answer.status === 'rejected') throw answer.reason;
      return answer.value;
    });
    const restless = { ...counts, client };
    expect(await drawNames(restless, { campaign: 'restless', at: MARK })).toBe(false);
    expect([tries, await shown('restless')]).toEqual([3, []]);
    state = 'approved';
    expect(await drawNames(restless, { campaign: 'restless', at: MARK })).toBe(true);
  });
});
