import { afterAll, expect, it, onTestFinished, vi } from 'vitest';
import type { Campaign } from '../../functions/core/campaigns/campaign.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { buildTestAssets } from '../support/assets.ts';
import { groupOf } from '../support/campaign.ts';
import { everyLanguage } from '../support/languages.ts';
import { attemptOf, campaign, open, postForm, postJson, SIGN, startSign } from '../support/sign.ts';
import { speaking } from '../support/speaking.ts';

/** Each of ours, and English with accents, 40 % longer, as the longest that may come. */
const languages = [...everyLanguage, 'en-XA'];
speaking(languages);
const { assets, remove } = await buildTestAssets();
afterAll(remove);
const { app, db, mail } = await startSign({ assets });

/** The one length of all pages of `sign`, and that of all data. */
const LENGTH = 40 * 1024;
const DATA_LENGTH = 4 * 1024;

/** A text in letters of three bytes, as Georgian, Hindi and Chinese have them. */
const long = (letters: number) => 'ი'.repeat(letters);

const small = campaign({
  slug: 'small',
  title: 'Free',
  demand: 'Now.',
  showNames: false,
  news: false,
  sources: [],
});
const longest = campaign({
  slug: 's'.repeat(60),
  title: long(120),
  demand: long(400),
  sources: ['whatsapp', 'telegram', 'facebook', 'x', 'bluesky', 'email'],
  group: groupOf({
    name: long(80),
    contact: `https://${'c'.repeat(184)}.example`,
    imprint: `https://${'i'.repeat(184)}.example`,
    controller: long(300),
    legalBasis: long(300),
  }),
});
/** In letters of four bytes, as Adlam has them, and with each other text at its longest. */
const widest = campaign({
  slug: 'w'.repeat(60),
  demand: '𞤀'.repeat(400),
  keepMonths: 120,
  sources: ['s'.repeat(20)],
});
for (const one of [small, longest, widest]) await putCampaign(db.Campaigns, one);

let signers = 0;

/** Every page that a signer gets from `sign`, from the form to a withdrawal. */
async function pagesOf({ slug }: Campaign, locale: string): Promise<Record<string, string>> {
  const name = slug === longest.slug ? { name: long(100), publicName: 'on' } : {};
  const path = SIGN.replace('free-them', slug);
  const typed = attemptOf(`ada-${++signers}@example.org`, { ...name, locale });
  const formAgain = await postForm(app, path, { ...typed, email: '' });
  await postJson(app, path, { ...typed, ...(slug === longest.slug && { publicName: true }) });
  const { confirmToken, withdrawToken } = await mail();
  const withdrawing = (action: string) => postForm(app, action, { token: withdrawToken });
  const lang = `?lang=${locale}`;
  const answers = {
    formAgain,
    sent: await open(app, `/campaigns/${slug}/sent${lang}`),
    linkSent: await open(app, `/campaigns/${slug}/link-sent${lang}`),
    confirm: await open(app, `/confirm?token=${confirmToken}`),
    withdraw: await open(app, `/withdraw?token=${withdrawToken}`),
    myDataOfNone: await withdrawing('/my-data'),
    reasonAgain: await postForm(app, '/confirm', { token: confirmToken, comment: `https://a.org ${long(480)}` }),
    counted: await postForm(app, '/confirm', { token: confirmToken, comment: long(500) }),
    myData: await withdrawing('/my-data'),
    noNews: await withdrawing('/no-news'),
    withdrawn: await withdrawing('/withdraw'),
    myDataWithdrawn: await withdrawing('/my-data'),
  };
  return Object.fromEntries(
    await Promise.all(Object.entries(answers).map(async ([n, page]) => [n, await page.text()])),
  );
}

/** The letters of the interface in a page: those of a campaign that has few of its own. */
const lettersOf = (page: string): number =>
  page.replace(/<(style|script)\b[\s\S]*?<\/\1>|<option[\s\S]*?<\/option>|<[^>]*>/g, '').replace(/[^a-z]/gi, '').length;

it.each(languages)(
  'gives each page in %s one length, for the smallest campaign and for the longest',
  async (locale) => {
    for (const one of [small, longest])
      for (const [name, page] of Object.entries(await pagesOf(one, locale)))
        expect([name, Buffer.byteLength(page)]).toEqual([name, LENGTH]);
  },
);

it('leaves each page room for a language of three bytes a letter', async () => {
  const interfaces = await pagesOf(small, 'en');
  // The form has the names of all countries, and a length of its own: no other page must look like it.
  const { formAgain, ...pages } = await pagesOf(longest, 'en');
  for (const [name, page] of Object.entries(pages)) {
    const longer = 2 * lettersOf(interfaces[name] ?? '');
    expect(Buffer.byteLength(page.trimEnd()) + longer, name).toBeLessThan(LENGTH);
  }
});

/** The answers to a program that asks what is stored: before a signature, with it, and after a withdrawal. */
async function dataOf({ slug, sources: [source] }: Campaign, more: object = {}): Promise<Map<string, string>> {
  await postJson(app, SIGN.replace('free-them', slug), attemptOf(`ada-${++signers}@example.org`, { source, ...more }));
  const { confirmToken, withdrawToken } = await mail();
  const answers = new Map<string, string>();
  const ask = async () => {
    const text = await (await postJson(app, '/api/my-data', { token: withdrawToken })).text();
    answers.set(JSON.parse(text).signature, text);
  };
  await ask();
  await postJson(app, '/api/confirmations', { token: confirmToken });
  await ask();
  await postJson(app, '/api/withdrawals', { token: withdrawToken });
  await ask();
  return answers;
}

it('gives data one length, whatever is stored, for the smallest campaign and in letters of four bytes', async () => {
  const shown = { name: '𞤀'.repeat(100), publicName: true, locale: 'ful-Adlmadlm-Adlmadlm-Adlmadlm' };
  const [least, most] = [await dataOf(small), await dataOf(widest, shown)];
  for (const answers of [least, most]) {
    expect([...answers.keys()]).toEqual(['none', 'held', 'withdrawn']);
    for (const [state, text] of answers) expect([state, Buffer.byteLength(text)]).toEqual([state, DATA_LENGTH]);
  }
  const held = most.get('held')?.trimEnd() ?? '';
  expect([held.includes(widest.demand), held.includes(shown.name)]).toEqual([true, true]);
});

it('have them also if the answer comes too late', async () => {
  const late = await startSign({ assets, answersWithin: 1_000, campaign: () => new Promise(() => undefined) });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const typed = attemptOf('late@example.org');
  const asked = [postForm(late.app, SIGN, typed), postJson(late.app, SIGN, typed)];
  await vi.advanceTimersByTimeAsync(1_000);
  const answers = await Promise.all(asked);
  const lengths = await Promise.all(answers.map(async (answer) => (await answer.arrayBuffer()).byteLength));
  expect(answers.map(({ status }) => status)).toEqual([503, 503]);
  expect(lengths).toEqual([LENGTH, DATA_LENGTH]);
  for (const { headers } of answers) expect(headers.get('cache-control')).toBe('no-store');
});
