import { expect, it } from 'vitest';
import { campaignFile } from '../../../functions/core/campaigns/campaign.ts';
import { campaignChanges } from '../../../functions/core/campaigns/changes.ts';
import { campaignOf, smallFile } from '../../support/campaign.ts';

const [ali, leyla] = [
  { name: 'Ali', status: 'detained' as const },
  { name: 'Leyla', status: 'detained' as const },
];

it('finds nothing between a campaign and itself, however its fields are ordered', () => {
  const campaign = campaignOf({ cases: [ali] });
  const turned = Object.fromEntries(Object.entries(campaign).reverse()) as typeof campaign;
  expect(campaignChanges(campaign, { ...turned, createdAt: '2020-01-01T00:00:00.000Z' })).toEqual([]);
});

it('reports changed, new and removed fields', () => {
  const before = campaignOf({ country: 'AZ', sources: ['a'] });
  expect(campaignChanges(before, campaignOf({ goal: 50, sources: ['b'] }))).toEqual([
    { what: 'goal', before: '100', after: '50' },
    { what: 'sources', after: 'b' },
    { what: 'sources', before: 'a' },
    { what: 'country', before: 'AZ' },
  ]);
});

it('reads a campaign from before strict mode as not strict', () => {
  const { strict, ...before } = campaignOf();
  expect(campaignChanges(before as ReturnType<typeof campaignOf>, campaignOf())).toEqual([]);
  expect(campaignChanges(before as ReturnType<typeof campaignOf>, campaignOf({ strict: true, keepMonths: 3 }))).toEqual(
    [
      { what: 'strict', before: 'false', after: 'true' },
      { what: 'keepMonths', after: '3' },
    ],
  );
});

it('reads a campaign from before any field that has a default as if it had it', () => {
  const fields = Object.keys(campaignFile.shape);
  const needed = Object.keys(smallFile);
  for (const field of fields.filter((one) => !needed.includes(one))) {
    const { [field]: _, ...before } = campaignOf() as Record<string, unknown>;
    expect(campaignChanges(before as never, campaignOf()), field).toEqual([]);
  }
});

it('knows a case by its name, so that one put in front changes no other', () => {
  const changes = campaignChanges(
    campaignOf({ cases: [ali] }),
    campaignOf({ cases: [leyla, { ...ali, status: 'released' }] }),
  );
  expect(changes).toEqual([
    { what: 'cases › Leyla', after: 'name: Leyla\n\npeople: 1\n\nstatus: detained' },
    { what: 'cases › Ali › status', before: 'detained', after: 'released' },
  ]);
});

it('knows a case that is gone by its name', () => {
  expect(campaignChanges(campaignOf({ cases: [ali, leyla] }), campaignOf({ cases: [leyla] }))).toEqual([
    { what: 'cases › Ali', before: 'name: Ali\n\npeople: 1\n\nstatus: detained' },
  ]);
});

it('reports a changed order', () => {
  expect(campaignChanges(campaignOf({ sources: ['a', 'b'] }), campaignOf({ sources: ['b', 'a'] }))).toEqual([
    { what: 'sources › order', before: 'a, b', after: 'b, a' },
  ]);
  expect(campaignChanges(campaignOf({ cases: [ali, leyla] }), campaignOf({ cases: [leyla, ali] }))).toEqual([
    { what: 'cases › order', before: 'Ali, Leyla', after: 'Leyla, Ali' },
  ]);
});

it('keeps namesakes apart', () => {
  const namesakes = ['Lawyer', 'Poet'].map((work) => ({ ...ali, work }));
  expect(campaignChanges(campaignOf({ cases: [ali] }), campaignOf({ cases: [ali, ...namesakes] }))).toMatchObject([
    { what: 'cases › Ali (2)' },
    { what: 'cases › Ali (3)' },
  ]);
});

it('calls everything of a new campaign new', () => {
  const changes = campaignChanges(undefined, campaignOf());
  expect(changes.find(({ what }) => what === 'goal')).toEqual({ what: 'goal', after: '100' });
  expect(changes).toContainEqual({ what: 'targets › The government', after: 'name: The government' });
  expect(changes.every((change) => change.before === undefined)).toBe(true);
});
