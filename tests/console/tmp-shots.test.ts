import { it } from 'vitest';
import { operator } from '../../functions/core/access/actor.ts';
import { createCampaign } from '../../functions/core/campaigns/organise.ts';
import { smallFile } from '../support/campaign.ts';
import { launchChromium } from '../support/chromium.ts';
import { startConsole } from '../support/console.ts';
import { buildTestAssets } from '../support/assets.ts';

it('shots', async () => {
  const { assets } = await buildTestAssets();
  const site = await startConsole({ assets });
  await createCampaign(site.deps, operator, { ...smallFile, title: 'Free the three editors of Baku', visibility: 'public', timeZone: 'Asia/Baku', updates: [
    { at: '2026-02-01T08:00:00Z', title: 'The appeal was heard', text: 'Some.' },
    { at: '2026-03-05T08:00:00Z', title: 'Ali Karimov is expected to be released', text: 'Some.' },
    { at: '2026-03-05T08:00:00Z', title: 'What we know of the new charge', text: 'Some.', draft: true },
  ] });
  const { cookie = '', 'x-csrf-token': csrf = '' } = await site.session('admin');
  const admin = await site.token('admin');
  await site.ask('PATCH', '/api/organise/campaigns/free-them', { ...admin, 'if-match': '*' }, { goal: 250, why: 'Because they only wrote.', targets: [{ name: 'The government' }, { name: 'The court of appeal', role: 'It decides.' }] });
  const html = async (path: string) => (await site.ask('GET', path, { cookie })).text();
  const post = async (path: string, f: Record<string, string>) => (await site.ask('POST', path, { cookie, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }, new URLSearchParams({ csrf, ...f }).toString())).text();
  const U = '/organise/campaigns/free-them/updates';
  const { entries } = await site.deps.audit.list({ subject: 'free-them' });
  const pages: [string, string][] = [
    ['list', await html(U)], ['new', await html(`${U}/new`)],
    ['preview', await post(`${U}/new`, { seen: '2', step: 'preview', title: 'Ali is free', text: 'He left prison on **Monday**.\n\n- See [the report](https://example.org)\n- and wait', when: 'at', at: '2026-03-07T09:00' })],
    ['errors', await post(`${U}/new`, { seen: '2', step: 'save', title: '', text: '', when: 'at', at: '' })],
    ['publish', await html(`${U}/20260305t080000z/publish`)],
    ['delete', await html(`${U}/20260201t080000z/delete`)],
    ['audit', await html('/organise/audit')], ['entry', await html(`/organise/audit/${entries[0]?.id}`)],
    ['check', await html('/organise/audit/check?now=1')], ['checkform', await html('/organise/audit/check')], ['export', await html('/organise/audit/export')],
    ['filter', await html('/organise/audit?since=soon')],
  ];
  const browser = await launchChromium();
  for (const [name, text] of pages) for (const width of [1100, 320]) {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    await page.setContent(text);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    console.log(name, width, wide);
    await page.screenshot({ path: `/tmp/shots-upd/${name}-${width}.png`, fullPage: true });
    await page.close();
  }
  await browser.close();
}, 120000);
