import { describe, expect, it } from 'vitest';
import { type OrganisedChoice, organisedCampaigns } from '../../../functions/core/overview/organise-list.ts';
import type { Organised } from '../../../functions/core/overview/organised.ts';
import { organiserActor } from '../../support/access.ts';
import type { CampaignChanges } from '../../support/campaign.ts';
import { storedEntryOf } from '../../support/overview.ts';

const NOW = Date.parse('2026-03-10T12:00:00Z');
const OVER = { opensAt: '2026-01-01T00:00:00Z', closesAt: '2026-02-01T00:00:00Z' };
const campaigns: Record<string, CampaignChanges> = {
  'open-old': { opensAt: '2026-01-01T00:00:00Z', title: 'Свободу Лейле', language: 'ru' },
  'open-new': { opensAt: '2026-03-01T00:00:00Z', won: { on: '2026-03-02', words: 'Free.' } },
  later: { opensAt: '2026-04-01T00:00:00Z' },
  paused: { pausedAt: '2026-03-03T00:00:00.000Z' },
  'draft-old': { visibility: 'draft', createdAt: '2026-01-02T00:00:00.000Z' },
  'draft-new': {
    ...{ visibility: 'draft', createdAt: '2026-03-02T00:00:00.000Z' },
    translations: { az: { title: 'Leyla üçün', demand: 'Azad edin.' } },
  },
  closed: OVER,
  'put-away': { ...OVER, archivedAt: '2026-02-10T00:00:00.000Z', title: 'For Leyla in the archive' },
  'waits-long': { ...OVER },
  'waits-a-day': {},
};
const entries = Object.entries(campaigns).map(([slug, changes]) => storedEntryOf({ slug, ...changes }).entry);
const organised: Organised = {
  isWhole: true,
  entries,
  bySlug: new Map(entries.map((entry) => [entry.slug, entry])),
  waiting: new Map([
    ['waits-a-day', { signatures: 1, since: '2026-03-09' }],
    ['waits-long', { signatures: 3, since: '2026-02-20' }],
  ]),
};
const admin = organiserActor({ isAdmin: true });
const list = (
  choice: OrganisedChoice = {},
  actor = admin,
  more: Partial<{ sort: 'needs' | 'slug'; after: string; limit: number }> = {},
) =>
  organisedCampaigns({ organised: async () => organised, clock: () => NOW }, actor, {
    ...{ choice, sort: 'needs', after: undefined, limit: 100, ...more },
  });
const slugs = async (...args: Parameters<typeof list>) => (await list(...args)).entries.map(({ slug }) => slug);

describe('the list of an organiser', () => {
  it('begins with what needs somebody, and leaves archived campaigns out', async () => {
    expect(await slugs()).toEqual([
      ...['waits-long', 'waits-a-day', 'paused', 'draft-new', 'draft-old', 'later'],
      ...['open-new', 'open-old', 'closed'],
    ]);
  });

  it('shows nobody a campaign in which they have no role, whatever they ask for', async () => {
    const mine = organiserActor({ campaigns: { 'draft-old': 'editor', 'put-away': 'viewer', gone: 'owner' } });
    expect(await slugs({}, mine)).toEqual(['draft-old']);
    expect(await slugs({ state: 'archived' }, mine)).toEqual(['put-away']);
    expect(await slugs({ q: 'leyla' }, mine)).toEqual(['put-away']);
    expect(await slugs({ role: 'viewer', state: 'archived' }, mine)).toEqual(['put-away']);
    expect(await slugs({ role: 'owner' }, mine)).toEqual([]);
    const { waits, all, languages } = await list({}, mine);
    expect([waits.review, waits.drafts.map(({ slug }) => slug), all, languages]).toEqual([
      [],
      ['draft-old'],
      2,
      ['en'],
    ]);
    const nobody = await list({}, organiserActor());
    expect([nobody.entries, nobody.all, nobody.waits]).toEqual([[], 0, { review: [], drafts: [] }]);
  });

  it('finds titles in every script and language, people and slugs, archived campaigns too, the best first', async () => {
    expect((await slugs({ q: 'Leyla' })).sort()).toEqual(['draft-new', 'open-old', 'put-away']);
    expect(await slugs({ q: 'лейла' })).toEqual(expect.arrayContaining(['put-away']));
    expect(await slugs({ q: 'waits-long' })).toEqual(['waits-long']);
    expect(await slugs({ q: 'nothing like it' })).toEqual([]);
  });

  it('shows one state, what is won, what waits, or one language', async () => {
    for (const [state, found] of [
      ['open', ['waits-a-day', 'open-new', 'open-old']],
      ['scheduled', ['later']],
      ['paused', ['paused']],
      ['closed', ['waits-long', 'closed']],
      ['archived', ['put-away']],
      ['won', ['open-new']],
      ['waits', ['waits-long', 'waits-a-day']],
    ] as const)
      expect(await slugs({ state }), state).toEqual(found);
    expect(await slugs({ language: 'az' })).toEqual(['draft-new']);
    expect((await list()).languages).toEqual(['az', 'en', 'ru']);
  });

  it.each([
    ['needs', {}],
    ['slug', {}],
    ['needs', { q: 'free' }],
  ] as const)('has pages that lose and repeat nothing: %s %o', async (sort, choice) => {
    const whole = await slugs(choice, admin, { sort });
    const found: string[] = [];
    let after: string | undefined;
    do {
      const page = await list(choice, admin, { sort, limit: 2, ...(after !== undefined && { after }) });
      found.push(...page.entries.map(({ slug }) => slug));
      expect(page.found).toBe(whole.length);
      after = page.next;
    } while (after !== undefined);
    expect(found).toEqual(whole);
  });

  it('goes on where a page ended, also if the campaign there is gone or needs something else by now', async () => {
    const { next = '' } = await list({}, admin, { limit: 3 });
    expect(next).toMatch(/^1_\d+_paused$/);
    const rest = await slugs({}, admin, { after: next.replace('paused', 'paused-and-gone') });
    expect(rest[0]).toBe('draft-new');
    expect(await slugs({}, admin, { after: 'x_y_z' })).toEqual(await slugs());
  });

  it('counts what waits in all campaigns of the organiser, the oldest first', async () => {
    const { waits } = await list({ state: 'closed' });
    expect(waits.review.map(({ entry, signatures, since }) => [entry.slug, signatures, since])).toEqual([
      ['waits-long', 3, '2026-02-20'],
      ['waits-a-day', 1, '2026-03-09'],
    ]);
    expect(waits.drafts.map(({ slug }) => slug)).toEqual(['draft-old', 'draft-new']);
  });

  it('is not for a token that may not read campaigns', async () => {
    await expect(list({}, organiserActor({ isAdmin: true, scopes: [] }))).rejects.toMatchObject({
      kind: 'not-allowed',
    });
  });
});
