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

/** What a page says, without its tags. */
const wordsOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
/** The warnings of a page that asks. */
const asks = (html: string) => [...html.matchAll(/<p class="waits">(.*?)<\/p>/g)].map(([, words = '']) => words);
const none = { 'closesAt.day': '', 'closesAt.month': '', 'closesAt.year': '', 'closesAt.time': '' };
const REOPENED = 'The campaign has closed, and opens again.';

it.each([
  ['closed, and closes later', '2026-02-01T00:00:00Z', { 'closesAt.year': '2027' }, [REOPENED, 'kept longer']],
  ['closed, and closes no more', '2026-02-01T00:00:00Z', none, [REOPENED, 'kept longer']],
  ['closed so long ago', '2025-02-01T00:00:00Z', none, [REOPENED, 'Those that are erased do not come back.']],
  ['open, and closes later', '2026-12-01T00:00:00Z', { 'closesAt.year': '2027' }, ['closes later', 'kept longer']],
  ['open, and closes no more', '2026-12-01T00:00:00Z', none, ['no closing date any more', 'kept longer']],
])(
  'asks before a campaign can be signed for longer, and says what becomes of names: %s',
  async (name, closesAt, typed, words) => {
    const slug = name.replaceAll(/\W+/g, '-');
    const signed = campaignOf({ slug, opensAt: '2025-01-01T00:00:00Z', closesAt, keepMonths: 6 });
    await putCampaign(console_.db.Campaigns, signed);
    const admin = await organiserBrowser(console_, 'admin');
    const { status, html } = await admin.fill(at(slug), typed);
    expect([status, asks(html)]).toEqual([200, words.map((one) => expect.stringContaining(one))]);
    // The hour is in no field that was typed, and is seen before it counts.
    const becomes = typed === none ? 'Not there' : '2027 at 00:00';
    expect(wordsOf(html)).toMatch(new RegExp(`Closes.*Now.* at 00:00 .*Once saved.*${becomes}`));
    expect(wordsOf(html)).toContain(signed.title);
    expect(await stored(slug)).toMatchObject({ closesAt });
    await admin.send(at(slug), { ...fieldsOf(html), step: 'send' });
    expect((await stored(slug))?.closesAt).not.toBe(closesAt);
  },
);

it('shows what was typed alone, although the cases of an old campaign get their ids by the same change', async () => {
  const one = { name: 'Ali Aliyev', status: 'detained' as const };
  const closesAt = '2026-12-01T00:00:00Z';
  const translations = {
    de: { title: 'Lasst sie frei', demand: 'Sie kommen frei.', cases: { [one.name]: { name: 'Anders' } } },
  };
  await putCampaign(console_.db.Campaigns, campaignOf({ slug: 'old', closesAt, cases: [one], translations }));
  const admin = await organiserBrowser(console_, 'admin');
  const { html } = await admin.fill(at('old'), { 'closesAt.year': '2027' });
  expect([...html.matchAll(/<h2[^>]*>([^<]*)</g)].map(([, what]) => what)).toEqual(['Closes']);
  await admin.send(at('old'), { ...fieldsOf(html), step: 'send' });
  expect((await stored('old'))?.cases[0]?.id).toBeDefined();
});

it('asks nothing of that while nobody can have signed', async () => {
  const draft = campaignOf({ slug: 'unsigned', visibility: 'draft', closesAt: '2026-02-01T00:00:00Z' });
  await putCampaign(console_.db.Campaigns, draft);
  const admin = await organiserBrowser(console_, 'admin');
  expect((await admin.fill(at('unsigned'), none)).status).toBe(303);
});
