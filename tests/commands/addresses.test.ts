import { expect, it } from 'vitest';
import { addressLines, publicUrlOf } from '../../commands/campaign/addresses.ts';
import { reachingError, type Target } from '../../commands/target.ts';
import { campaignOf } from '../support/campaign.ts';

const prod = { stage: 'prod', name: 'stage prod', db: { table: 'amparo-prod-campaigns' } } as Target;
const terminal = (environment: Record<string, string>) =>
  ({ environment }) as unknown as Parameters<typeof publicUrlOf>[1];
const campaign = campaignOf({ sources: ['vigil'] });

it.each([
  ['https://petition.example.org', { AMPARO_DOMAIN: 'petition.example.org' }],
  ['https://petition.example.org', { AMPARO_DOMAIN: 'petition.example.org', AMPARO_STAGE: 'prod' }],
  ['http://localhost:4000', { AMPARO_EMULATED_URL: 'http://localhost:4000' }],
  // The settings are those of another stage.
  [undefined, { AMPARO_DOMAIN: 'test.example.org', AMPARO_STAGE: 'test' }],
  [undefined, {}],
])('knows the address %s of a stage by the settings of its deploy', (address, environment) => {
  expect(publicUrlOf(prod, terminal(environment))).toBe(address);
});

it('knows the address of this machine by the note that it leaves', () => {
  const here = { ...prod, stage: undefined, publicUrl: 'http://localhost:3000' };
  expect(publicUrlOf(here, terminal({ AMPARO_DOMAIN: 'petition.example.org' }))).toBe('http://localhost:3000');
});

it('shows how links end if it does not know how they begin', () => {
  expect(addressLines(campaign, undefined)).toEqual([
    'Address: https://…/campaigns/free-them',
    '  vigil  https://…/campaigns/free-them?source=vigil',
    'Set AMPARO_DOMAIN as for the deploy to see whole addresses.',
  ]);
});

it.each([
  ['NoSuchBucket', 'There is no bucket for pictures, or none for records, in stage prod. Deploy the stage first.'],
  ['AccessDenied', 'These AWS credentials may not use the buckets for pictures and records (AccessDenied).'],
])('says what to do if the bucket answers %s', (name, words) => {
  expect(reachingError(Object.assign(new Error('no'), { name }), prod)?.message).toBe(words);
});

it('names no address of a draft, which has no page', () => {
  expect(addressLines({ ...campaign, visibility: 'draft' }, 'https://petition.example.org')).toEqual([
    'A draft has no page. To look at it: `npm run campaign -- preview FILE`.',
  ]);
});
