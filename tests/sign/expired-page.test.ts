import { afterAll, expect, it } from 'vitest';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { DAY } from '../../functions/core/running/clock.ts';
import { USUAL_LANGUAGES } from '../../functions/ui/messages/languages.ts';
import { problemWords, translatorOf } from '../../functions/ui/messages/messages.ts';
import { readWithPseudo } from '../../infra/messages/choose.ts';
import { buildTestAssets } from '../support/assets.ts';
import { attemptOf, campaign, open, postJson, startSign } from '../support/sign.ts';
import { speaking } from '../support/speaking.ts';

/** As many as an installation may come to speak. The last ones have English words with accents, which are the longest. */
const further = ['az-Arab', 'fa', 'ka', 'tr', 'uk', 'zh-Hant'];
const languages = [...USUAL_LANGUAGES, ...further];
speaking(languages, (language) => readWithPseudo(further.includes(language) ? 'en-XA' : language));

const { assets, remove } = await buildTestAssets();
afterAll(remove);
const { app, db, mail, time } = await startSign({ assets });
const slug = 's'.repeat(64);
await putCampaign(db.Campaigns, campaign({ slug, sources: ['x'.repeat(20)], showNames: true }));

/** The longest link that there is: one with a shown name. */
async function expiredLink(): Promise<string> {
  const form = attemptOf('late@example.org', { source: 'x'.repeat(20), publicName: true, name: 'ი'.repeat(100) });
  await postJson(app, `/api/campaigns/${slug}/signatures`, form);
  const { confirmToken } = await mail();
  time.now += 8 * DAY;
  return confirmToken;
}

it('has the one length of all pages of a signer, and names the token nowhere, however many languages there are', async () => {
  const token = await expiredLink();
  for (const language of languages) {
    const page = await open(app, `/${language}/confirm?token=${token}`);
    const html = await page.text();
    expect(page.status).toBe(400);
    expect([language, Buffer.byteLength(html)]).toEqual([language, 40 * 1024]);
    expect(html).not.toContain(token);
  }
});

it('can be read in each other language', async () => {
  const html = await (await open(app, `/az/confirm?token=${await expiredLink()}`)).text();
  for (const language of languages) {
    const address = `/${language}/confirm?expired=${slug}`;
    expect(html).toContain(`href="${address}"`);
    const other = await open(app, address);
    expect(other.status).toBe(400);
    expect(
      (await other.text()).includes(`<h1>${problemWords(translatorOf(language), 'token-expired').title}</h1>`),
    ).toBe(true);
  }
  expect((await open(app, '/az/confirm?expired=upcoming-unknown')).status).toBe(404);
});
