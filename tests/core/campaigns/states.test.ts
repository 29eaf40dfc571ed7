import { beforeEach, describe, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import type { Campaign } from '../../../functions/core/campaigns/campaign.ts';
import { changeCampaign } from '../../../functions/core/campaigns/organise.ts';
import { carryOut, planClosing } from '../../../functions/core/campaigns/plan.ts';
import {
  InOtherState,
  organisedStatus,
  type Step,
  steps,
  stepsOf,
  type Turn,
} from '../../../functions/core/campaigns/states.ts';
import { getStoredCampaign, putCampaign } from '../../../functions/core/campaigns/store.ts';
import { takeTurn, winCampaign } from '../../../functions/core/campaigns/turns.ts';
import { DAY } from '../../../functions/core/running/clock.ts';
import { campaignOf } from '../../support/campaign.ts';
import { LATER, states } from '../../support/campaign-states.ts';
import { deployedKey, freshOrganising } from '../../support/organise.ts';

const start = Date.parse('2026-03-01T12:00:00Z');
const time = { now: start };
let deps: Awaited<ReturnType<typeof freshOrganising>>;
beforeEach(async () => {
  time.now = start;
  deps = await freshOrganising(time);
});

const slug = 'free-them';
const asked = { slug, seen: undefined };
const won = { on: '2026-02', words: 'They are free.' };
const put = (more: Partial<Campaign>) =>
  putCampaign(deps.campaigns, { ...campaignOf({ slug, recipients: [deployedKey] }), ...more });
const stored = async () => (await getStoredCampaign(deps.campaigns, slug, { consistent: true }))?.campaign;
const stateNow = async () => organisedStatus((await stored()) ?? campaignOf(), time.now);
const change = (patch: Record<string, unknown>) => changeCampaign(deps, operator, { ...asked, patch });
const turn = (name: Turn) => takeTurn(deps, operator, name, asked);

/** Where each step leads. `no`: the state does not allow it. */
type Led = ReturnType<typeof organisedStatus> | 'no';
const table: Record<keyof typeof states, Record<Step, Led>> = {
  draft: row('open', 'draft', 'no', 'no', 'draft', 'no', 'archived'),
  'draft that was open': row('open', 'draft', 'no', 'no', 'draft', 'no', 'no'),
  'archived draft': row('no', 'no', 'no', 'no', 'draft', 'no', 'archived'),
  scheduled: row('scheduled', 'draft', 'no', 'no', 'scheduled', 'no', 'no'),
  open: row('open', 'no', 'paused', 'closed', 'open', 'open', 'no'),
  paused: row('open', 'no', 'paused', 'closed', 'paused', 'paused', 'no'),
  closed: row('no', 'no', 'no', 'closed', 'closed', 'closed', 'archived'),
  archived: row('no', 'no', 'no', 'archived', 'closed', 'archived', 'archived'),
};

/** By the order of `steps`: open, take-back, pause, close, bring-back, win, archive. */
function row(...led: readonly Led[]): Record<Step, Led> {
  return Object.fromEntries(steps.map((step, i) => [step, led[i]])) as Record<Step, Led>;
}

describe.each(Object.entries(states))('a campaign that is: %s', (name, fields) => {
  const led = table[name as keyof typeof states];

  it.each(steps)('is what the answer to “%s” says, and offers the step if it changes something', async (step) => {
    await put(fields);
    const before = await stored();
    const isOffered = stepsOf(before ?? campaignOf(), time.now).includes(step);
    const taken = step === 'win' ? winCampaign(deps, operator, { ...asked, won }) : turn(step);
    const answer = await taken.catch((error) => error);
    expect(isOffered).toBe(answer.revision === 2);
    if (led[step] === 'no') {
      expect(answer).toBeInstanceOf(InOtherState);
      expect(answer).toMatchObject({ kind: 'campaign-in-other-state', state: await stateNow() });
      expect(await stored()).toEqual(before);
    } else {
      expect(organisedStatus(answer.campaign, time.now)).toBe(led[step]);
      expect(await stateNow()).toBe(led[step]);
    }
  });
});

const ends: Record<string, () => Promise<unknown>> = {
  'becomes a draft': () => change({ visibility: 'draft' }),
  'opens later': () => change({ opensAt: LATER }),
  closes: () => turn('close'),
  'closes by its date': () => change({ closesAt: '2026-02-20T00:00:00Z' }),
  'closes by its time': async () => {
    await change({ closesAt: LATER });
    time.now = Date.parse(LATER) + DAY;
  },
  'is archived': async () => {
    await turn('close');
    await turn('archive');
  },
};
const goesOn: Record<string, () => Promise<unknown>> = {
  'is opened': () => turn('open'),
  'opens by its date': () => change({ opensAt: '2026-01-02T00:00:00Z' }),
  'gets a later closing date': () => change({ closesAt: '2026-12-01T00:00:00Z' }),
  'has no closing date any more': () => change({ closesAt: null }),
};

it.each([
  ['becomes a draft', 'is opened'],
  ['opens later', 'opens by its date'],
  ['closes', 'gets a later closing date'],
  ['closes', 'has no closing date any more'],
  ['closes by its date', 'gets a later closing date'],
  ['closes by its time', 'gets a later closing date'],
  ['is archived', 'has no closing date any more'],
])('a paused campaign that %s, and %s, is open', async (end, again) => {
  await put(states.paused);
  await ends[end]?.();
  expect(['paused', 'open']).not.toContain(await stateNow());
  await goesOn[again]?.();
  expect([await stateNow(), (await stored())?.pausedAt]).toEqual(['open', undefined]);
});

it('stays paused over changes that leave it open, such as a later closing date', async () => {
  await put(states.paused);
  await change({ closesAt: LATER });
  await change({ goal: 7, closesAt: null });
  expect(await stateNow()).toBe('paused');
});

it('is won once, whatever its state', async () => {
  await put({ ...states.closed, won });
  expect(await winCampaign(deps, operator, { ...asked, won })).toMatchObject({ revision: 1 });
  const others = winCampaign(deps, operator, { ...asked, won: { ...won, words: 'Other words.' } });
  await expect(others).rejects.toMatchObject({ why: 'won', state: 'closed', can: ['archive'] });
});

it('closes nothing that has not opened, also by a date that has passed, but lets it close later', async () => {
  await put(states.draft);
  for (const at of [undefined, '2026-02-01T00:00:00Z'])
    await expect(planClosing(deps, operator, { slug, at })).rejects.toMatchObject({ why: 'draft', state: 'draft' });
  await carryOut(deps, operator, await planClosing(deps, operator, { slug, at: LATER }));
  expect([await stateNow(), (await stored())?.closesAt]).toEqual(['draft', LATER]);
});
