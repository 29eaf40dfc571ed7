import { beforeAll, expect, it } from 'vitest';
import { marksOf, mergedWith } from '../../../../functions/console/campaigns/edit/meanwhile.ts';
import { operator } from '../../../../functions/core/access/actor.ts';
import { changeCampaign } from '../../../../functions/core/campaigns/organise.ts';
import { putCampaign } from '../../../../functions/core/campaigns/store.ts';
import { campaignOf } from '../../../support/campaign.ts';
import { startConsole } from '../../../support/console.ts';
import { fieldsOf, type organiserBrowser, organiserBrowser as signIn } from '../../../support/organiser-browser.ts';

let site: Awaited<ReturnType<typeof startConsole>>;
let ana: Awaited<ReturnType<typeof organiserBrowser>>;
const TEXTS = '/organise/campaigns/free-them/edit/texts';
beforeAll(async () => {
  site = await startConsole();
  await putCampaign(site.db.Campaigns, campaignOf({ slug: 'free-them', visibility: 'draft' }));
  ana = await signIn(site, 'admin');
});

/** The page of both versions, after a form that was opened before a colleague changed its text. */
async function bothWith(why: string): Promise<string> {
  const form = fieldsOf((await ana.see(TEXTS)).html);
  const patch = { why: `Of a colleague. ${Math.random()}` };
  await changeCampaign(site.deps, operator, { slug: 'free-them', seen: undefined, patch });
  const { status, html } = await ana.send(TEXTS, { ...form, why });
  expect(status).toBe(409);
  return html;
}

it('has long words whole in the form, and only their beginning beside those of a colleague', async () => {
  const escaped = '&quot;'.length;
  const [small, large] = [await bothWith('"'.repeat(200_000)), await bothWith('"'.repeat(400_000))];
  expect((large.length - small.length) / (200_000 * escaped)).toBeCloseTo(1, 1);
  expect(large).toContain(`${'&quot;'.repeat(100_000)}…</p>`);
  expect(fieldsOf(large).why).toHaveLength(400_000);
});

it('has the longest words that the rules allow twice', async () => {
  const html = await bothWith('"'.repeat(8_000));
  expect(html.split('&quot;'.repeat(8_000)).length - 1).toBe(2);
});

it('reads no more lines than a list may have, and keeps what was typed', () => {
  const sources = Array.from({ length: 200_000 }, (_, i) => i.toString(36)).join('\n');
  const { typed, conflicts } = mergedWith(marksOf({ sources: 'a' }), { sources }, { sources: 'a\nb' });
  expect([conflicts, typed.sources === sources]).toEqual([['sources'], true]);
  // Each line takes some microseconds of hashing.
  expect(marksOf({ sources }).split('.')).toHaveLength(1_001);
});
