import { expect, it } from 'vitest';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { DAY, isoTime } from '../../functions/core/running/clock.ts';
import { campaignOf } from '../support/campaign.ts';
import { NOW, startConsole } from '../support/console.ts';
import { organiserBrowser } from '../support/organiser-browser.ts';

const updates = [{ at: isoTime(NOW + DAY), title: 'A hearing', text: 'Soon.' }];

it('names the updates that still appear once a campaign is archived, but none of a draft: nothing of it appears', async () => {
  const site = await startConsole();
  const ana = await organiserBrowser(site, 'admin');
  const closesAt = isoTime(NOW - DAY);
  for (const [slug, more, names] of [
    ['closed', { closesAt }, true],
    ['a-draft', { visibility: 'draft' }, false],
  ] as const) {
    await putCampaign(site.db.Campaigns, campaignOf({ slug, updates, ...more }));
    const { status, html } = await ana.see(`/organise/campaigns/${slug}/archive`);
    expect([slug, status, html.includes('A hearing')]).toEqual([slug, 200, names]);
  }
});
