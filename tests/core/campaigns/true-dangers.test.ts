import { expect, it } from 'vitest';
import type { Campaign } from '../../../functions/core/campaigns/campaign.ts';
import { campaignDangers, type DangerKind, dangerKinds } from '../../../functions/core/campaigns/dangers.ts';
import { organisedStatus, whyNot } from '../../../functions/core/campaigns/states.ts';
import { campaignOf, groupOf } from '../../support/campaign.ts';
import { LATER, OVER, states } from '../../support/campaign-states.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const LONG_AGO = '2026-01-10T00:00:00Z';
const won = { on: '2026-02', words: 'All are free.' };

/** What a campaign has, so that a change can take it away. */
const full: Partial<Campaign> = {
  ...{ opensAt: '2026-01-05T00:00:00Z', closesAt: '2026-09-01T00:00:00Z', showNames: true, letter: 'Release them.' },
  ...{ group: groupOf(), news: true, keepMonths: 6 },
};

/** Changes of one campaign. Each is made in every state, and from every state into every other one. */
const changes: readonly Partial<Campaign>[] = [
  {},
  { closesAt: undefined },
  { goal: 50 },
  { won },
  { showNames: false },
  { demand: 'Release all.', title: 'Free all', letter: 'Release all.', targets: [{ name: 'The courts' }] },
  { group: groupOf({ name: 'Others' }) },
  { visibility: 'unlisted' },
  { opensAt: LATER },
  { opensAt: LATER, visibility: 'draft' },
  { opensAt: LATER, pausedAt: '2026-02-10T00:00:00Z' },
  OVER,
  { closesAt: LONG_AGO, keepMonths: 1 },
  { closesAt: '2026-12-01T00:00:00Z' },
  { closesAt: '2026-12-01T00:00:00Z', won },
  { keepMonths: 2 },
  { keepMonths: 12 },
];

interface Case {
  readonly before: Campaign | undefined;
  readonly after: Campaign;
}

const isSeen = (campaign: Campaign | undefined): campaign is Campaign =>
  campaign !== undefined && campaign.visibility !== 'draft';
const state = (campaign: Campaign | undefined) => campaign && organisedStatus(campaign, now);
const mayHaveSigners = ({ before }: Case) =>
  before?.hasBeenOpen || (isSeen(before) && Date.parse(before.opensAt) <= now) || false;
const isOver = (campaign: Campaign | undefined) =>
  isSeen(campaign) && campaign.closesAt !== undefined && Date.parse(campaign.closesAt) <= now;

/** What the words of a warning say about the state of a campaign. */
const claims: Partial<Record<DangerKind, (one: Case) => boolean>> = {
  'closing-removed': ({ before }) => before?.closesAt !== undefined && Date.parse(before.closesAt) > now,
  'closing-later': ({ before }) => before?.closesAt !== undefined && Date.parse(before.closesAt) > now,
  'draft-again': ({ before, after }) => isSeen(before) && !isSeen(after),
  'shown-from-now': ({ before, after }) => before !== undefined && !isSeen(before) && isSeen(after),
  'unlisted-from-now': ({ before, after }) => before?.visibility === 'public' && isSeen(after),
  'listed-from-now': ({ before, after }) => before?.visibility === 'unlisted' && isSeen(after),
  // Signers see it.
  'goal-lowered': ({ before, after }) => isSeen(before) && isSeen(after),
  // Nobody can sign, and earlier links still work.
  'closed-at-once': ({ before, after }) => isOver(after) && !isOver(before),
  // It was closed, and opens.
  reopened: ({ before, after }) => isOver(before) && ['open', 'scheduled'].includes(state(after) ?? ''),
  // It can be closed.
  'won-but-open': ({ after }) => state(after) === 'open' && whyNot('close', after, now) === undefined,
  // It is open now.
  'not-open-any-more': ({ before, after }) => state(before) === 'open' && state(after) === 'scheduled',
  ...Object.fromEntries(
    [
      ...['demand-changed', 'title-changed', 'targets-changed', 'letter-changed', 'group-changed', 'names-hidden'],
      ...['kept-longer', 'kept-after-all', 'kept-shorter', 'erased-at-once'],
    ].map((kind) => [kind, mayHaveSigners]),
  ),
};

/** They speak of what a file has, or of what holds for signatures to come: true in every state. */
const ofNoState: readonly DangerKind[] = [
  ...(['brought-back', 'release-undone', 'case-removed', 'update-removed', 'update-changed'] as const),
  ...(['outcome-removed', 'outcome-changed', 'translation-removed', 'picture-removed'] as const),
  ...(['translations-older'] as const),
  ...(['reference-removed', 'time-zone-removed', 'news-off', 'same-title', 'recipients-changed'] as const),
  ...(['recipients-of-the-group', 'recipients-of-its-own', 'no-group', 'names-shown', 'source-removed'] as const),
  ...(['strict-from-now', 'strict-no-longer', 'live-from-now', 'subject-neutral-from-now'] as const),
  ...(['subject-named-from-now', 'date-ahead', 'update-ahead', 'markup'] as const),
];

function* walk(): Generator<[string, Case]> {
  const inState = (name: keyof typeof states): Campaign => ({ ...campaignOf(), ...full, ...states[name] });
  const names = Object.keys(states) as (keyof typeof states)[];
  const befores: [string, Campaign | undefined][] = [
    ['none', undefined],
    ...names.map((name): [string, Campaign] => [name, inState(name)]),
    ['closed long ago', { ...inState('closed'), closesAt: LONG_AGO, keepMonths: 1 }],
    ['unlisted', { ...inState('open'), visibility: 'unlisted' }],
  ];
  for (const [from, before] of befores)
    for (const to of names)
      for (const change of changes)
        yield [`${from} → ${to} ${JSON.stringify(change)}`, { before, after: { ...inState(to), ...change } }];
}

it('warns of nothing that is untrue, whatever the state of a campaign before and after', () => {
  const [untrue, said]: [string[], Set<DangerKind>] = [[], new Set()];
  for (const [told, one] of walk())
    for (const kind of campaignDangers(one.before, one.after, [], now)) {
      said.add(kind);
      if (claims[kind] && !claims[kind](one)) untrue.push(`${kind}: ${told}`);
    }
  expect(untrue).toEqual([]);
  expect(Object.keys(claims).filter((kind) => !said.has(kind as DangerKind))).toEqual([]);
  expect([...Object.keys(claims), ...ofNoState].sort()).toEqual([...dangerKinds].sort());
});

it('warns of a draft whose closing has passed once people see it', () => {
  const draft = campaignOf({ ...full, ...OVER, visibility: 'draft' });
  expect(campaignDangers(draft, { ...draft, goal: 20 }, [], now)).toEqual([]);
  expect(campaignDangers(draft, { ...draft, visibility: 'public' }, [], now)).toEqual([
    'shown-from-now',
    'closed-at-once',
  ]);
});
