import { beforeAll, expect, it } from 'vitest';
import { getStoredCampaign, putCampaign } from '../../../../functions/core/campaigns/store.ts';
import { campaignOf } from '../../../support/campaign.ts';
import { startConsole } from '../../../support/console.ts';
import { organiserBrowser } from '../../../support/organiser-browser.ts';

let console_: Awaited<ReturnType<typeof startConsole>>;
beforeAll(async () => {
  console_ = await startConsole();
  await putCampaign(console_.db.Campaigns, campaignOf({ slug: 'shared' }));
});
const at = '/organise/campaigns/shared/edit/sources';
const sources = async () =>
  (await getStoredCampaign(console_.db.Campaigns, 'shared', { consistent: true }))?.campaign.sources;

it('takes names of shared links one on each line, or between commas and semicolons', async () => {
  const editor = await organiserBrowser(console_, { shared: 'editor' });
  expect((await editor.fill(at, { sources: ' Flyer; letter\r\n\r\nradio , poster' })).status).toBe(303);
  expect(await sources()).toEqual(['flyer', 'letter', 'radio', 'poster']);
});

it('says at the field that a name has a blank, and makes no two of it', async () => {
  const editor = await organiserBrowser(console_, { shared: 'editor' });
  const before = await sources();
  const { status, html } = await editor.fill(at, { sources: 'my flyer; newsletter' });
  expect(status).toBe(422);
  expect(html).toMatch(/id="field-sources-error">[^<]*letters, digits or hyphens/);
  expect(await sources()).toEqual(before);
});
