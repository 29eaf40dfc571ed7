import { DOMParser } from '@xmldom/xmldom';
import { expect, it } from 'vitest';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { campaignOf } from '../support/campaign.ts';
import { publicPaths } from '../support/public-paths.ts';
import { startSite } from '../support/site.ts';

const NOT_IN_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

it('answers with XML that programs can read, whatever letters were stored before they were refused', async () => {
  const site = await startSite();
  const words = 'Free\ufffe them\uffff \u0007all';
  await putCampaign(site.campaigns, { ...campaignOf({ slug: 'odd' }), title: words, summary: words });
  const byDay = { '2026-03-06': 10, '2026-03-07': 20, '2026-03-09': 10 };
  await site.publish('odd', { total: 40, byCountry: { AZ: 30 }, byDay });
  const asked = [...publicPaths(site.app, 'odd'), '/oembed?format=xml&url=https://amparo.example/campaigns/odd'];
  const found: string[] = [];
  for (const path of asked) {
    const answer = await site.get(path);
    if (answer.status !== 200 || !/xml\b/.test(answer.headers.get('content-type')?.replace('xhtml', '') ?? ''))
      continue;
    const text = await answer.text();
    expect(NOT_IN_XML.test(text), path).toBe(false);
    const onError = (_level: string, message: string) => {
      throw new Error(`${path}: ${message}`);
    };
    new DOMParser({ onError }).parseFromString(text, 'application/xml');
    found.push(path.replace(/\?.*/, ''));
  }
  expect(found).toEqual(
    expect.arrayContaining(['/feed.atom', '/campaigns/odd/badge.svg', '/campaigns/odd/charts/growth.svg', '/oembed']),
  );
});
