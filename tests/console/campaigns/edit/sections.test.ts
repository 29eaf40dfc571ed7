import { beforeAll, describe, expect, it } from 'vitest';
import { sections } from '../../../../functions/console/campaigns/edit/sections.ts';
import { fileOf } from '../../../../functions/core/campaigns/as-file.ts';
import { type CampaignFile, campaignFile } from '../../../../functions/core/campaigns/campaign.ts';
import { mergePatch } from '../../../../functions/core/campaigns/merge-patch.ts';
import { fieldsOf as fieldsOfSchema, shapeOf } from '../../../../functions/core/campaigns/schema.ts';
import { getStoredCampaign, putCampaign } from '../../../../functions/core/campaigns/store.ts';
import { campaignOf, smallFile } from '../../../support/campaign.ts';
import { startConsole } from '../../../support/console.ts';
import { deployedKey } from '../../../support/organise.ts';
import { fieldsOf, headingOf, organiserBrowser } from '../../../support/organiser-browser.ts';

/** Fields that are written elsewhere, and by what. */
const elsewhere: Readonly<Record<string, string>> = {
  $schema: 'the editor of a file',
  slug: 'the page of a new campaign',
  cases: 'the pages of cases',
  picture: 'the section of the picture',
  updates: 'the section of updates',
  translations: 'the pages of translations',
};

/** A campaign with each field, in another way than it is by default. */
const everything: CampaignFile = {
  ...{ slug: 'everything', language: 'fr', title: 'Libérez-les', demand: 'Le gouvernement les libère.' },
  ...{
    summary: 'Résumé.',
    why: 'Parce que.\n\n- un',
    letter: 'Cher roi,',
    notice: 'Avis.',
    country: 'AZ',
    goal: 12_345,
  },
  references: [{ title: 'Report', url: 'https://example.org/r', publisher: 'HRW', date: '2024-03' }],
  ...{ opensAt: '2026-05-01T08:30:00+04:00', closesAt: '2026-10-25T00:00:00+04:00', timeZone: 'Asia/Baku' },
  ...{ visibility: 'unlisted', showNames: true, countryOptional: true, news: true, strict: true },
  ...{ publish: 'live', neutralSubject: true, keepMonths: 3 },
  group: {
    ...{ name: 'Autres', contact: 'a@example.org', imprint: 'https://example.org/i' },
    ...{ controller: 'Autres, Paris', legalBasis: 'Art. 6' },
    logo: { made: { id: 'a'.repeat(20), width: 176, height: 96, widths: [176] } },
  },
  targets: [{ name: 'Le roi', role: 'Chef', country: 'MA' }, { name: 'Le juge' }],
  won: { on: '2026-09', words: 'Libres.' },
  handedOver: [{ on: '2026-06-02', to: 'Le ministre', answer: 'Rien.' }],
  ...{ sources: ['flyer', 'letter'], related: ['other-one'], recipients: [deployedKey] },
};

const isElsewhere = (field: string) =>
  Object.keys(elsewhere).some((one) => field === one || field.startsWith(`${one}.`));

it('writes each field of the file in some section', () => {
  const valueAt = (field: string) =>
    field.split('.').reduce<unknown>((value, name) => {
      const one = Array.isArray(value) ? value[0] : value;
      return (one as Record<string, unknown> | undefined)?.[name];
    }, everything);
  const leaves = [...fieldsOfSchema(campaignFile)].filter(
    ([name, schema]) => !isElsewhere(name) && Object.keys(shapeOf(schema)).length === 0,
  );
  // A new field of the file must stand here, with a value that is not its default.
  expect(leaves.map(([name]) => name).filter((name) => valueAt(name) === undefined)).toEqual([]);
  const { slug, ...full } = campaignOf(everything);
  const patches = sections.map((section) =>
    section.patch(section.fields({ slug, ...full }), campaignOf(), { missing: 0, titled: [] }),
  );
  const written = patches.reduce<unknown>((file, patch) => mergePatch(file, patch), { ...smallFile, slug });
  const { createdAt, ...expected } = campaignOf(everything);
  expect(campaignFile.parse(written)).toEqual(expected);
});

it('lets each field be written in one section alone', () => {
  const owned = sections.flatMap(({ name, owns = [name as never] }) => owns);
  expect(new Set(owned).size).toBe(owned.length);
  const fields = Object.keys(shapeOf(campaignFile)).filter((name) => !isElsewhere(name));
  expect(fields.filter((name) => !owned.includes(name as never))).toEqual([]);
});

describe.each(sections.map((section) => [section.name, section] as const))('the section %s', (name, section) => {
  let console_: Awaited<ReturnType<typeof startConsole>>;
  beforeAll(async () => {
    console_ = await startConsole();
    await putCampaign(console_.db.Campaigns, campaignOf({ slug: 'other-one' }));
    await putCampaign(console_.db.Campaigns, campaignOf(everything));
    await putCampaign(console_.db.Campaigns, campaignOf({ slug: 'nothing', visibility: 'draft' }));
  });

  it.each(['everything', 'nothing'])(
    'shows a campaign with %s, and changes nothing if it is sent as it is',
    async (slug) => {
      const admin = await organiserBrowser(console_, 'admin');
      const at = `/organise/campaigns/${slug}/edit/${name}`;
      const page = await admin.see(at);
      expect(page.status).toBe(200);
      expect(headingOf(page.html)).toBeDefined();
      // Each input has a label, and none has the name of its field for want of a word.
      for (const [, label] of page.html.matchAll(/<(?:label|legend)[^>]*>([^<]*)</g))
        expect(label).not.toMatch(/\w\.\w/);
      const before = await getStoredCampaign(console_.db.Campaigns, slug, { consistent: true });
      const sent = await admin.send(at, fieldsOf(page.html));
      expect([sent.status, sent.at]).toEqual([303, `/organise/campaigns/${slug}?same=${name}`]);
      // Not that it is saved: nothing was.
      expect((await admin.see(sent.at ?? '')).html).toContain('Nothing was changed: ');
      const after = await getStoredCampaign(console_.db.Campaigns, slug, { consistent: true });
      expect(after?.revision).toBe(before?.revision);
      expect(fileOf(after!.campaign)).toEqual(fileOf(before!.campaign));
    },
  );

  it('is open to those who have its right, with a fresh proof where it can publish', async () => {
    const at = `/organise/campaigns/nothing/edit/${name}`;
    for (const [role, allowed] of [
      ['owner', true],
      ['editor', section.right === 'campaign.write'],
      ['viewer', false],
    ] as const) {
      const one = await organiserBrowser(console_, { nothing: role });
      expect((await one.see(at)).status, role).toBe(allowed ? 200 : 403);
      expect((await one.send(at, {})).status === 403, role).toBe(!allowed);
      const list = (await one.see('/organise/campaigns/nothing')).html;
      expect(list.includes(`href="${at}"`), role).toBe(allowed);
    }
    const late = await organiserBrowser(console_, { nothing: 'owner' }, 3_600_000);
    expect((await late.see(at)).status).toBe(section.right === 'campaign.write' ? 200 : 302);
  });
});
