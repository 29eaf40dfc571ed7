import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { fileOf } from '../../../functions/core/campaigns/as-file.ts';
import { type Campaign, type CampaignFile, campaignFile } from '../../../functions/core/campaigns/campaign.ts';
import { withCaseIds } from '../../../functions/core/campaigns/case-ids.ts';
import { carryOut, planCampaign, planDeletion } from '../../../functions/core/campaigns/plan.ts';
import { getCampaign, putCampaign } from '../../../functions/core/campaigns/store.ts';
import { campaignOf, groupOf } from '../../support/campaign.ts';
import { anyTrail } from '../../support/records.ts';
import { freshTables } from '../../support/tables.ts';

const { Campaigns: db } = await freshTables();
const now = Date.parse('2026-03-01T12:00:00Z');
const deps = { campaigns: db, audit: anyTrail(), clock: () => now };

/** Why a field stays. Every other one is gone. */
const stays: Partial<Record<keyof CampaignFile, string>> = {
  slug: 'signatures are keyed by it',
  language: 'of the pages on which signers withdraw',
  title: 'names the campaign to its signers',
  demand: 'my-data shows what was signed',
  group: 'signers ask it',
  neutralSubject: 'an e-mail with a link to withdraw must not name the campaign',
  news: 'signers can leave the news',
  recipients: 'my-data says to how many keys the identity is sealed',
  opensAt: 'the campaign is over, not upcoming',
  closesAt: 'retention counts from it',
  timeZone: 'of the date of erasing',
  keepMonths: 'retention may be due before 30 days',
  visibility: 'a draft stays unknown',
  goal: 'the list of campaigns for organisers has it',
  showNames: 'an export before the erasing says what was shown',
  countryOptional: 'signatures without a country are valid',
  sources: 'an export has the sources of signatures',
  strict: 'signatures under review stay so',
  publish: 'the counting goes on for those who withdraw',
  translations: 'my-data shows what was signed, in the language in which it was',
};

const picture = (id: string) => ({
  made: { id: id.padEnd(20, '0'), width: 800, height: 600, widths: [400] },
  alt: 'GONE-alt',
  credit: 'GONE-credit',
});

/** A campaign with every field. The words of each that must go begin with GONE. */
const full = {
  ...{ slug: 'full-one', language: 'de', title: 'The title', demand: 'The demand.', summary: 'GONE-summary' },
  ...{ why: 'GONE-why', letter: 'GONE-letter', country: 'AZ', notice: 'GONE-notice', picture: picture('a1') },
  references: [{ title: 'GONE-reference', url: 'https://example.org/GONE', publisher: 'GONE', date: '2025' }],
  ...{ goal: 7, opensAt: '2026-01-01T00:00:00Z', closesAt: '2026-02-01T00:00:00Z', timeZone: 'UTC' },
  ...{ visibility: 'unlisted', showNames: true, countryOptional: true, news: true, group: groupOf() },
  targets: [{ name: 'GONE-target', role: 'GONE-role', country: 'AZ' }],
  won: { on: '2026-02', words: 'GONE-won' },
  handedOver: [{ on: '2026-02', to: 'GONE-to', answer: 'GONE-answer' }],
  cases: [
    {
      ...{ name: 'GONE-case', people: 2, work: 'GONE-work', detainedOn: '2024', charge: 'GONE', sentence: 'GONE' },
      ...{ status: 'released', story: 'GONE-story', picture: picture('b2') },
      history: [{ status: 'released', on: '2025', note: 'GONE-note' }],
    },
  ],
  updates: [{ at: '2026-01-02T00:00:00Z', title: 'GONE-update', text: 'GONE-text' }],
  ...{
    strict: true,
    publish: 'live',
    neutralSubject: true,
    keepMonths: 3,
    sources: ['vigil'],
    related: ['another-one'],
  },
  recipients: [await identityToRecipient(await generateX25519Identity())],
  translations: {
    az: {
      ...{ title: 'Başlıq', demand: 'Tələb.', summary: 'GONE-az', why: 'GONE-az', picture: { alt: 'GONE-az' } },
      cases: { 'GONE-case': { story: 'GONE-az', history: { '2025': { note: 'GONE-az' } } } },
    },
  },
} satisfies CampaignFile;

const signed = { az: { title: 'Başlıq', demand: 'Tələb.' } };

it('keeps of a deleted campaign what its signers and an export need, and deletes all else at once', async () => {
  const fields = Object.keys(campaignFile.shape).filter((field) => field !== '$schema');
  expect(Object.keys(full).sort()).toEqual(fields.sort());
  const before: Record<string, unknown> & Campaign = {
    ...campaignOf(full),
    share: { id: 'c3'.padEnd(20, '0'), from: 'GONE-share' },
  };
  await putCampaign(db, before);
  await carryOut(deps, operator, await planDeletion(deps, operator, { slug: 'full-one' }));
  const after = (await getCampaign(db, 'full-one')) as unknown as Record<string, unknown>;
  for (const field of fields)
    if (field === 'translations') expect(after[field]).toEqual(signed);
    else if (field in stays) expect([field, after[field]]).toEqual([field, before[field]]);
    else expect([field, String(after[field] ?? '')]).toEqual([field, '']);
  expect(
    Object.keys(after)
      .filter((field) => !fields.includes(field))
      .sort(),
  ).toEqual(['createdAt', 'deletedAt']);
});

it('leaves no word of it in the table', async () => {
  const { Items = [] } = await db.client.send(new ScanCommand({ TableName: db.table, ConsistentRead: true }));
  expect(Items.length).toBeGreaterThan(0);
  expect(JSON.stringify(Items)).not.toMatch(/GONE|a1000|b2000|c3000|another-one/);
});

it('closes an open campaign, and brings it back whole with its file', async () => {
  const file = { ...fileOf(campaignOf({ ...full, slug: 'comes-back', closesAt: undefined, related: [] })) };
  await carryOut(deps, operator, await planCampaign(deps, operator, file));
  const { after } = await planDeletion(deps, operator, { slug: 'comes-back' });
  expect(after).toMatchObject({ closesAt: '2026-03-01T12:00:00.000Z', deletedAt: '2026-03-01T12:00:00.000Z' });
  await putCampaign(db, after);
  await carryOut(deps, operator, await planCampaign(deps, operator, file));
  expect(fileOf((await getCampaign(db, 'comes-back'))!)).toEqual(withCaseIds('comes-back', file, undefined));
});
