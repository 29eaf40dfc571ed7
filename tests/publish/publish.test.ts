import { expect, it } from 'vitest';
import { schedule } from '../../functions/core/access/actor.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { queryShownNames } from '../../functions/core/counts/names.ts';
import { queryCounts } from '../../functions/core/counts/store.ts';
import { showLiveIn } from '../../functions/core/published/live.ts';
import { publishCampaign } from '../../functions/core/published/publish.ts';
import { codeOf, getRun, putRun } from '../../functions/core/published/run.ts';
import { putState, queryPublished, queryState } from '../../functions/core/published/store.ts';
import { DAY, HOUR, MINUTE } from '../../functions/core/running/clock.ts';
import { LATE_FROM, publishAll } from '../../functions/publish/publish.ts';
import { tallyBatch } from '../../functions/tally/tally.ts';
import { campaignOf } from '../support/campaign.ts';
import { silentLog } from '../support/log.ts';
import { approveAll } from '../support/names.ts';
import { signed } from '../support/signed.ts';
import { freshTables } from '../support/tables.ts';

const NOON = Date.UTC(2026, 5, 2, 12);
const CREATED = new Date(NOON - DAY).toISOString();

/** Tables of their own, a clock that a test sets, and the functions that count and publish. */
async function startPublishing() {
  const { Campaigns: campaigns, Counts: counts } = await freshTables();
  const time = { now: NOON };
  const clock = () => time.now;
  const showLive = showLiveIn({ campaigns, counts, clock });
  let sequence = 0;
  const logged: string[] = [];
  return {
    counts,
    logged,
    time,
    put: (slug: string, publish: 'careful' | 'live' = 'careful') =>
      putCampaign(campaigns, campaignOf({ slug, publish, createdAt: CREATED })),
    names: async (slug: string) => (await queryShownNames(counts, slug)).length,
    approve: (slug: string) => approveAll({ campaigns, counts }, slug),
    sign: (slug: string, people: number, country = 'DE', publicName?: string) =>
      tallyBatch(
        { counts, showLive, clock, log: silentLog },
        'lane',
        Array.from({ length: people }, () => signed(slug, ++sequence, { country, publicName })),
      ),
    run: (mayGoOn = () => true) =>
      publishAll(
        { campaigns, counts, clock, log: { ...silentLog, info: (event) => void logged.push(event) } },
        mayGoOn,
      ),
    shown: async (slug: string) => (await queryPublished(counts, slug))?.total,
  };
}

it('publishes at the next mark what a crowd has signed, and nothing before', async () => {
  const { put, sign, run, shown, time } = await startPublishing();
  await put('free-them');
  await run();
  await sign('free-them', 30);
  time.now = NOON + 30 * MINUTE;
  await run();
  expect(await shown('free-them')).toBeUndefined();
  time.now = NOON + HOUR;
  await run();
  expect(await shown('free-them')).toBe(30);
  await sign('free-them', 5);
  time.now = NOON + 2 * HOUR;
  await run();
  expect(await shown('free-them')).toBe(30);
});

it('looks more often than hourly only at campaigns that move often', async () => {
  const { put, sign, run, counts, time } = await startPublishing();
  await put('busy');
  await put('quiet');
  await run();
  for (let minute = 60; minute <= 80; minute += 10) {
    await sign('busy', 100);
    time.now = NOON + minute * MINUTE;
    await run();
  }
  expect((await getRun(counts))?.frequent).toEqual(new Map());
  await sign('busy', 100);
  time.now = NOON + 2 * HOUR;
  await run();
  expect((await getRun(counts))?.frequent).toEqual(new Map([[codeOf('busy'), 10 * MINUTE]]));
  await sign('busy', 100);
  await sign('quiet', 100);
  time.now += MINUTE;
  await run();
  expect((await queryPublished(counts, 'busy'))?.total).toBe(400);
  time.now += 9 * MINUTE;
  await run();
  expect((await queryPublished(counts, 'busy'))?.total).toBe(500);
  expect(await queryPublished(counts, 'quiet')).toBeUndefined();
});

it('shows the total of a live campaign once it is counted, and of a careful one not', async () => {
  const { put, sign, shown } = await startPublishing();
  await put('live', 'live');
  await put('careful');
  await sign('live', 1);
  await sign('careful', 1);
  expect([await shown('live'), await shown('careful')]).toEqual([1, undefined]);
  await sign('live', 2);
  expect(await shown('live')).toBe(3);
});

it('publishes days and countries of a live campaign at the end of the day alone', async () => {
  const { put, sign, run, counts, time } = await startPublishing();
  await put('live', 'live');
  await run();
  await sign('live', 60, 'DE');
  await sign('live', 3, 'CU');
  time.now = NOON + MINUTE;
  await run();
  expect(await queryPublished(counts, 'live')).toMatchObject({ total: 63, byCountry: new Map(), byDay: new Map() });
  time.now = NOON + 12 * HOUR;
  await run();
  const { byCountry, byDay } = (await queryPublished(counts, 'live'))!;
  expect([...byDay]).toEqual([['2026-06-02', 63]]);
  expect([...byCountry.keys()]).toEqual(['DE']);
  expect(byCountry.get('DE')).toBeGreaterThanOrEqual(50);
  expect(byCountry.get('DE')).toBeLessThanOrEqual(60);
});

it('reads what it has written, and writes nothing over what somebody else has written meanwhile', async () => {
  const { put, sign, counts, time } = await startPublishing();
  await put('free-them');
  await sign('free-them', 50);
  const campaign = campaignOf({ slug: 'free-them', createdAt: CREATED });
  time.now = NOON + 12 * HOUR;
  const early = await queryState(counts, 'free-them', Date.parse(CREATED));
  await publishCampaign({ counts, clock: () => time.now }, schedule, { campaign, since: time.now - HOUR });
  const stored = await queryState(counts, 'free-them', 0);
  expect(stored.version).toBe(1);
  expect(stored.published).toMatchObject({ total: 50, asOf: time.now });
  expect(stored.memory.totals.get(DAY)).toBe(50);
  expect(stored.memory.countries.atDay).toEqual(new Map([['DE', 50]]));
  expect(await putState(counts, 'free-them', early, { ...early, published: { ...early.published, total: 7 } })).toBe(
    false,
  );
  expect((await queryPublished(counts, 'free-them'))?.total).toBe(50);
  const { version, ...state } = stored;
  expect(await putState(counts, 'free-them', { ...state, version }, state)).toBe(true);
  expect(await queryState(counts, 'free-them', 0)).toEqual({ ...state, version: 2 });
});

it('looks in the next run at campaigns that had no turn, by what they were when they were last looked at', async () => {
  const { put, sign, run, shown, counts, time } = await startPublishing();
  await put('one');
  await put('two');
  await run();
  await sign('one', 30);
  await sign('two', 30);
  time.now = NOON + HOUR;
  let turns = 0;
  await run(() => turns++ < 1);
  expect([await shown('one'), await shown('two')]).toEqual([30, undefined]);
  expect((await getRun(counts))?.late).toEqual(new Map([[codeOf('two'), NOON]]));
  await sign('one', 5);
  time.now += MINUTE;
  await run();
  expect([await shown('one'), await shown('two')]).toEqual([30, 30]);
  expect((await getRun(counts))?.late).toEqual(new Map());
});

it('gives a campaign that had no turn the first one of the next run, however many live ones are due each time', async () => {
  const { put, sign, run, shown, counts, time } = await startPublishing();
  const live = ['aaa', 'bbb', 'ccc'];
  for (const slug of live) await put(slug, 'live');
  await put('zzz');
  await run();
  await sign('zzz', 40);
  const threeTurns = () => {
    let turns = 0;
    return run(() => turns++ < 3);
  };
  time.now = NOON + HOUR;
  await threeTurns();
  expect(await shown('zzz')).toBeUndefined();
  time.now += MINUTE;
  await threeTurns();
  expect(await shown('zzz')).toBe(40);
  // From then on, each waits for one run at most.
  for (let minute = 2; minute < 12; minute++) {
    time.now = NOON + HOUR + minute * MINUTE;
    await threeTurns();
    const waiting = [...((await getRun(counts))?.late.values() ?? [])];
    expect(waiting.every((since) => time.now - since <= MINUTE)).toBe(true);
  }
});

it('publishes in its very first run what a mark that has just passed lets move', async () => {
  const { put, sign, run, shown } = await startPublishing();
  await put('free-them');
  await sign('free-them', 30);
  await run();
  expect(await shown('free-them')).toBe(30);
});

it('closes a day for a campaign that had no turn at its end', async () => {
  const { put, sign, run, counts, time } = await startPublishing();
  await put('late');
  await run();
  await sign('late', 30);
  time.now = NOON + 12 * HOUR;
  await run(() => false);
  time.now += MINUTE;
  await run();
  expect((await queryPublished(counts, 'late'))?.byDay).toEqual(new Map([['2026-06-02', 30]]));
});

it('forgets a campaign that is no longer there', async () => {
  const { put, run, counts, time } = await startPublishing();
  await put('here');
  const frequent = new Map([codeOf('here'), codeOf('gone')].map((code) => [code, MINUTE] as const));
  await putRun(counts, undefined, { at: NOON - 1, late: new Map([[codeOf('gone'), NOON]]), frequent });
  await run(() => false);
  expect(await getRun(counts)).toEqual({
    at: time.now,
    late: new Map([[codeOf('here'), NOON - 1]]),
    frequent: new Map([[codeOf('here'), MINUTE]]),
  });
});

it('publishes in the end everything that a crowd has signed: what is shown and what waits are the counts', async () => {
  const { put, sign, run, counts, time } = await startPublishing();
  await put('free-them');
  await run();
  for (let hour = 1; hour <= 24 * 8; hour++) {
    if (hour < 24) await sign('free-them', hour % 7);
    time.now = NOON + hour * HOUR;
    await run();
  }
  const { total } = await queryCounts(counts, 'free-them');
  const shown = (await queryPublished(counts, 'free-them'))?.total ?? 0;
  expect(shown).toBeGreaterThan(0);
  expect(total - shown).toBeLessThan(30);
});

it.each(['careful', 'live'] as const)(
  'shows approved names at the end of a day on which a crowd has signed, and no sooner (%s)',
  async (publish) => {
    const { put, sign, run, names, approve, time } = await startPublishing();
    await put('named', publish);
    await run();
    await sign('named', 29, 'DE', 'Ada');
    await approve('named');
    const midnight = NOON + 12 * HOUR;
    for (time.now = NOON + HOUR; time.now <= midnight; time.now += HOUR) await run();
    expect(await names('named')).toBe(0);
    await sign('named', 30, 'DE', 'Li');
    await approve('named');
    for (; time.now < midnight + DAY; time.now += HOUR) await run();
    expect(await names('named')).toBe(0);
    await run();
    expect(await names('named')).toBe(12);
  },
);

it('shows a name that was approved after the end of a day only after the next', async () => {
  const { put, sign, run, names, approve, time } = await startPublishing();
  await put('named');
  await run();
  await sign('named', 30, 'DE', 'Ada');
  const midnight = NOON + 12 * HOUR;
  time.now = midnight;
  await run();
  await approve('named');
  for (time.now = midnight + HOUR; time.now < midnight + DAY; time.now += HOUR) await run();
  expect(await names('named')).toBe(0);
  await sign('named', 30);
  await run();
  expect(await names('named')).toBe(12);
});

it('logs each run in which no campaign is late, so that silence rings an alarm', async () => {
  const { put, run, logged, time } = await startPublishing();
  await put('one');
  await put('two');
  await run();
  expect(logged).toEqual(['numbers-published']);
  const none = () => false;
  time.now = NOON + HOUR;
  await run();
  expect(logged).toHaveLength(2);
  // No turns for minutes: at first it may catch up.
  time.now = NOON + 2 * HOUR - MINUTE;
  await run();
  for (let late = 0; late <= LATE_FROM; late += MINUTE) {
    time.now = NOON + 2 * HOUR + late;
    await run(none);
    expect(logged).toHaveLength(late + MINUTE < LATE_FROM ? 4 + late / MINUTE : 3 + LATE_FROM / MINUTE - 1);
  }
  time.now += MINUTE;
  await run();
  expect(logged).toHaveLength(3 + LATE_FROM / MINUTE);
});

it('draws for each campaign where the steps of its countries begin', async () => {
  const { put, sign, run, counts, time } = await startPublishing();
  const slugs = Array.from({ length: 24 }, (_, i) => `steps-${i}`);
  for (const slug of slugs) {
    await put(slug);
    await sign(slug, 55);
  }
  await run();
  for (time.now = NOON + HOUR; time.now <= NOON + 12 * HOUR; time.now += HOUR) await run();
  const shown = await Promise.all(slugs.map(async (slug) => (await queryPublished(counts, slug))?.byCountry.get('DE')));
  // Steps that begin at 0 to 5 show 50, others 40.
  expect(new Set(shown)).toEqual(new Set([40, 50]));
});

it('names no moment of a signature on a live campaign: its time is rounded down to two seconds', async () => {
  const { put, sign, counts, time } = await startPublishing();
  await put('rounded', 'live');
  time.now = NOON + 3_999;
  await sign('rounded', 1);
  expect((await queryPublished(counts, 'rounded'))?.asOf).toBe(NOON + 2_000);
});

it('draws names at the end of a day alone, however often it looks', async () => {
  const { put, sign, run, names, approve, time, counts } = await startPublishing();
  await put('drawn');
  await run();
  await sign('drawn', 30, 'DE', 'Ada');
  await approve('drawn');
  const midnight = NOON + 12 * HOUR;
  for (time.now = NOON + HOUR; time.now <= midnight; time.now += HOUR) await run();
  expect(await names('drawn')).toBe(12);
  const drawn = await queryShownNames(counts, 'drawn');
  for (; time.now < midnight + DAY; time.now += HOUR) await run();
  expect(await queryShownNames(counts, 'drawn')).toEqual(drawn);
});
