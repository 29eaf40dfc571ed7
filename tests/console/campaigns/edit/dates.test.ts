import { beforeAll, expect, it } from 'vitest';
import { getStoredCampaign, putCampaign } from '../../../../functions/core/campaigns/store.ts';
import { campaignOf } from '../../../support/campaign.ts';
import { startConsole } from '../../../support/console.ts';
import { fieldsOf, organiserBrowser } from '../../../support/organiser-browser.ts';

let console_: Awaited<ReturnType<typeof startConsole>>;
beforeAll(async () => {
  console_ = await startConsole();
});
const at = (slug: string) => `/organise/campaigns/${slug}/edit/dates`;
const stored = async (slug: string) => (await getStoredCampaign(console_.db.Campaigns, slug))?.campaign;

it('closes at the end of a day that was typed without a time, and opens at its begin', async () => {
  await putCampaign(console_.db.Campaigns, campaignOf({ slug: 'a-day', visibility: 'draft', timeZone: 'Asia/Baku' }));
  const admin = await organiserBrowser(console_, 'admin');
  const day = (name: string) => ({ [`${name}.day`]: '31', [`${name}.month`]: '12', [`${name}.time`]: '' });
  await admin.fill(at('a-day'), {
    ...{ ...day('opensAt'), 'opensAt.year': '2026' },
    ...{ ...day('closesAt'), 'closesAt.year': '2027' },
  });
  expect(await stored('a-day')).toMatchObject({
    ...{ opensAt: '2026-12-31T00:00:00+04:00', closesAt: '2027-12-31T23:59:00+04:00' },
  });
  expect(fieldsOf((await admin.see(at('a-day'))).html)).toMatchObject({ 'closesAt.time': '23:59' });
  // A time that was typed is that time.
  await admin.fill(at('a-day'), { 'closesAt.time': '0:00' });
  expect(await stored('a-day')).toMatchObject({ closesAt: '2027-12-31T00:00:00+04:00' });
});

it('names who has changed the same fields: a colleague, or you in another window', async () => {
  await putCampaign(console_.db.Campaigns, campaignOf({ slug: 'by-whom', visibility: 'draft' }));
  const [one, other] = [await organiserBrowser(console_, 'admin'), await organiserBrowser(console_, 'admin')];
  const texts = '/organise/campaigns/by-whom/edit/texts';
  const before = fieldsOf((await one.see(texts)).html);
  await one.fill(texts, { title: 'In a window' });
  const own = await one.send(texts, { ...before, title: 'In another' });
  expect([own.status, own.html.includes('changed meanwhile, by you, in another window')]).toEqual([409, true]);
  await other.fill(texts, { title: 'By a colleague' });
  const both = await one.send(texts, { ...before, title: 'In another' });
  expect(both.html).toMatch(/changed meanwhile, by [^<]* and you, in another window/);
});
