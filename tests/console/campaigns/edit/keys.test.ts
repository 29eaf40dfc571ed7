import { beforeAll, expect, it } from 'vitest';
import { getStoredCampaign, putCampaign } from '../../../../functions/core/campaigns/store.ts';
import { campaignOf } from '../../../support/campaign.ts';
import { startConsole } from '../../../support/console.ts';
import { deployedKey } from '../../../support/organise.ts';
import { headingOf, organiserBrowser } from '../../../support/organiser-browser.ts';

/** Another valid key. */
const other = 'age1xpm2e9nqs7wrjcxaa9qatpjdmcr7mypzjq75yxvrl2sa7w2p4vdqpp2rc6';
const secret = `AGE-SECRET-KEY-1${'Q'.repeat(58)}`;

let console_: Awaited<ReturnType<typeof startConsole>>;
beforeAll(async () => {
  console_ = await startConsole();
  for (const slug of ['of-group', 'of-its-own', 'careless', 'open-one'])
    await putCampaign(
      console_.db.Campaigns,
      campaignOf({ slug, visibility: slug === 'open-one' ? 'public' : 'draft' }),
    );
});
const at = (slug: string) => `/organise/campaigns/${slug}/edit/keys`;
const recipients = async (slug: string) =>
  (await getStoredCampaign(console_.db.Campaigns, slug, { consistent: true }))?.campaign.recipients;

it('offers the keys that are deployed, and no field for another one', async () => {
  const owner = await organiserBrowser(console_, { 'of-group': 'owner' });
  const { html } = await owner.see(at('of-group'));
  expect(html).toContain(`value="${deployedKey}"`);
  expect(html).not.toContain('recipients-other');
  expect((await owner.fill(at('of-group'), { recipients: deployedKey })).status).toBe(303);
  expect(await recipients('of-group')).toEqual([deployedKey]);
});

it('refuses a key that is not deployed, whoever sends it', async () => {
  const owner = await organiserBrowser(console_, { 'of-its-own': 'owner' });
  const { status, html } = await owner.fill(at('of-its-own'), { recipients: other });
  expect(status).toBe(422);
  expect(html).toMatch(/names a key that is not deployed here|is not an age public key/);
  expect(await recipients('of-its-own')).toEqual([]);
});

it('never repeats a private key, in whatever field of whatever section it was typed', async () => {
  const owner = await organiserBrowser(console_, 'admin');
  for (const [path, field] of [
    [at('careless'), 'recipients-other'],
    ['/organise/campaigns/careless/edit/texts', 'why'],
    ['/organise/campaigns/new', 'why'],
  ] as const)
    for (const more of [{}, { preview: 'why' }] as Record<string, string>[]) {
      const { status, html } = await owner.fill(path, { [field]: `It is ${secret}`, ...more });
      expect(status, path).toBe(422);
      expect(html).not.toContain('AGE-SECRET-KEY');
      expect(html).toContain('had a private key');
    }
});

it.each([
  ['AGE-SECRET-KEY-1ABC', 'had a private key'],
  [`${other} age-secret-key-`, 'had a private key'],
  ['age1abc', 'has no public key'],
  [`${other.slice(0, -1)}7`, 'has no public key'],
])('says at the field in which it was typed what is wrong with %s', async (typed, words) => {
  const deployed = { publicKeys: [deployedKey], campaignPublicKeys: 'any' } as const;
  const open = await startConsole({ deployed });
  await putCampaign(open.db.Campaigns, campaignOf({ slug: 'careless', visibility: 'draft' }));
  const owner = await organiserBrowser(open, { careless: 'owner' });
  const { status, html } = await owner.fill(at('careless'), { 'recipients-other': typed, recipients: deployedKey });
  expect(status).toBe(422);
  expect(html).toContain('href="#field-recipients-other"');
  expect(html).not.toContain('href="#field-recipients"');
  expect(html).toMatch(new RegExp(`id="field-recipients-other-error">[^<]*${words}`));
  expect(/name="recipients-other"[^>]*/.exec(html)?.[0]).toContain(`value="${words.includes('private') ? '' : typed}"`);
  // The other choice stays.
  expect(html).toMatch(new RegExp(`value="${deployedKey}"[^>]*checked`));
});

it('asks before the keys of an open campaign change', async () => {
  const owner = await organiserBrowser(console_, { 'open-one': 'owner' });
  const { html } = await owner.fill(at('open-one'), { recipients: deployedKey });
  expect(headingOf(html)).toBe('Check before you save');
  expect(html).toContain('Earlier ones stay locked to the earlier keys');
  expect(await recipients('open-one')).toEqual([]);
});
