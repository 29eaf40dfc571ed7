import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { operator } from '../../functions/core/access/actor.ts';
import { parseCampaignFile } from '../../functions/core/campaigns/file.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { getTranslatedHead } from '../../functions/core/campaigns/translation-store.ts';
import { exportSignatures } from '../../functions/core/handover/export.ts';
import { partsOfLine } from '../../functions/core/handover/folder.ts';
import { showLiveIn } from '../../functions/core/published/live.ts';
import { queryPublished } from '../../functions/core/published/store.ts';
import { tallyBatch } from '../../functions/tally/tally.ts';
import { USUAL_LANGUAGES } from '../../functions/ui/messages/languages.ts';
import { silentLog } from '../support/log.ts';
import { anyTrail } from '../support/records.ts';
import { attemptOf, campaign, postForm, startSign } from '../support/sign.ts';
import { speaking } from '../support/speaking.ts';
import { streamReader } from '../support/stream.ts';

speaking(USUAL_LANGUAGES);
const FILE = new URL('../../infra/local/sample/azerbaijan-prisoners-of-conscience.yaml', import.meta.url);
const { $schema, recipients, ...file } = parseCampaignFile(readFileSync(FILE));
const sample = campaign(file);
const { slug } = sample;

const { app, db, deps, mail, time } = await startSign();
await putCampaign(db.Campaigns, sample);
const readStream = await streamReader(db.Signatures);

/** Sends the form of a page in a language, and confirms what is mailed. @returns the mail. */
async function sign(locale: string, email: string) {
  const fields = attemptOf(email, { locale });
  expect((await postForm(app, `/api/campaigns/${slug}/signatures`, fields as never)).status).toBe(303);
  const mailed = await mail();
  expect((await postForm(app, '/api/confirmations', { token: mailed.confirmToken })).status).toBeLessThan(400);
  return mailed;
}

/** The total that the public sees, once the stream of signatures is counted. */
async function total() {
  const tables = { campaigns: db.Campaigns, counts: db.Counts };
  const clock = () => time.now;
  const counting = { counts: db.Counts, showLive: showLiveIn({ ...tables, clock }), clock, log: silentLog };
  for (const { lane, changes } of await readStream()) await tallyBatch(counting, lane, changes);
  return (await queryPublished(db.Counts, slug))?.total;
}

/** What the group gets: the files of an export. */
async function handedOver() {
  const files = new Map<string, string>();
  const append = (name: string, text: string) => void files.set(name, (files.get(name) ?? '') + text);
  const folder = { append, discard: () => files.clear() };
  const translations = await Promise.all(
    Object.keys(sample.translations ?? {}).map((language) => getTranslatedHead(db.Campaigns, slug, language)),
  );
  await exportSignatures(
    { signatures: db.Signatures, folder, audit: anyTrail(), clock: deps.clock, nameDecision: () => undefined },
    operator,
    {
      ...{ campaign: sample, translations: translations.filter((one) => one !== undefined), all: false },
      ...{ from: 'a test', progress: () => undefined },
    },
  );
  const rows = (files.get('sealed.txt') ?? '').trimEnd().split('\n').map(partsOfLine);
  return { rows: rows.map(({ rest }) => rest), readme: files.get('README.txt') ?? '' };
}

it('counts signatures in seven languages as one total, and hands over in which words each was signed', async () => {
  const said = new Map<string, string>([[sample.language, sample.demand]]);
  for (const [language, { demand }] of Object.entries(sample.translations ?? {})) said.set(language, String(demand));
  expect([...said.keys()].sort()).toEqual(USUAL_LANGUAGES.toSorted());
  for (const locale of USUAL_LANGUAGES) {
    const { campaign: words } = await sign(locale, `reads-${locale}@example.org`);
    expect(words).toMatchObject({ language: locale, demand: said.get(locale) });
  }
  expect(await total()).toBe(USUAL_LANGUAGES.length);
  // Who signs again in another language is still one person, with the words of the first time.
  await sign('ru', 'reads-az@example.org');
  expect(await total()).toBe(USUAL_LANGUAGES.length);

  const { rows, readme } = await handedOver();
  expect(rows.map(({ locale, words }) => [locale, words]).sort()).toEqual(
    USUAL_LANGUAGES.map((locale) => [locale, `${locale}.1`]).sort(),
  );
  for (const [language, demand] of said) {
    const [line] = readme.split('\n').filter((one) => one.startsWith(`${language}.1: `));
    expect(line).toContain(demand);
  }
});
