import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { openConfirmation, openWithdrawal } from '../../functions/core/signatures/links.ts';
import { consentIn } from '../../functions/ui/consent.ts';
import { attemptOf, campaign, NOW, open, postForm, postJson, startSign } from '../support/sign.ts';
import { unitsOf } from '../support/units.ts';

const { app, db, deps, mail, time } = await startSign();
const en = { title: 'Free them', demand: 'Release them.' };
const spoken = campaign({
  slug: 'spoken',
  language: 'az',
  title: 'Azad edin',
  demand: 'Buraxın.',
  translations: { en },
});
await putCampaign(db.Campaigns, spoken);
const sign = (email: string, more = {}) => postJson(app, '/api/campaigns/spoken/signatures', attemptOf(email, more));

it('mails and shows the words in the language of the form, and records which were read', async () => {
  await sign('reads-english@example.org', { locale: 'en' });
  const english = await mail();
  expect(english.campaign).toMatchObject({ ...en, language: 'en' });
  const { token } = await deps.keys();
  expect(openConfirmation(token, english.confirmToken, time.now)).toMatchObject({
    words: 'en.1',
    consent: consentIn('en'),
  });
  expect(openWithdrawal(token, english.withdrawToken).said).toMatchObject({ words: 'en.1', consent: consentIn('en') });
  const page = await (await open(app, `/confirm?token=${english.confirmToken}`)).text();
  expect(page).toContain(
    '<blockquote class="notice"><p><strong>Free them</strong></p><p>Release them.</p></blockquote>',
  );
});

it('shows the original to those whose language the campaign does not have, and says so', async () => {
  await sign('reads-french@example.org', { locale: 'fr' });
  const { campaign: words, confirmToken } = await mail();
  expect(words).toMatchObject({ title: 'Azad edin', demand: 'Buraxın.', language: 'az' });
  const { token } = await deps.keys();
  // No page speaks French here: the privacy text was read in English.
  expect(openConfirmation(token, confirmToken, time.now)).toMatchObject({
    words: 'az.1',
    consent: consentIn('en'),
    locale: 'en',
  });
  const page = await (await open(app, `/confirm?token=${confirmToken}`)).text();
  expect(page).toContain('<blockquote class="notice" lang="az" dir="auto">');
  expect(page).toContain('in another language: Azerbaijani');
});

it('keeps no tag that a program sends, but the language in which Amparo speaks to the person', async () => {
  const osdi = {
    person: {
      ...{ given_name: 'Ada', email_addresses: [{ address: 'osdi@example.org' }] },
      ...{ postal_addresses: [{ country: 'AZ' }], languages_spoken: ['tly-Latn-IR', 'fa'] },
    },
  };
  const program = attemptOf('program@example.org', { locale: 'tly-Latn-IR' });
  const mailed = [];
  for (const [path, body] of [
    ['/api/campaigns/spoken/signatures', program],
    ['/api/campaigns/spoken/signatures', attemptOf('states@example.org', { locale: 'en-US' })],
    ['/api/osdi/petitions/spoken/record_signature_helper', osdi],
  ] as const) {
    expect((await postJson(app, path, body)).status).toBeLessThan(300);
    mailed.push(await mail());
  }
  const { token } = await deps.keys();
  for (const { confirmToken, withdrawToken, locale } of mailed) {
    expect([locale, openConfirmation(token, confirmToken, time.now).locale]).toEqual(['en', 'en']);
    expect(openWithdrawal(token, withdrawToken).locale).toBe('en');
    await postJson(app, '/api/confirmations', { token: confirmToken });
    const answer = await postJson(app, '/api/my-data', { token: withdrawToken });
    expect(await answer.json()).toMatchObject({ signature: 'held', values: { language: 'en' } });
  }
  const { Items = [] } = await db.Signatures.client.send(new ScanCommand({ TableName: db.Signatures.table }));
  expect(Items.length).toBeGreaterThanOrEqual(3);
  expect(JSON.stringify(Items)).not.toMatch(/tly|en-US/);
});

it('keeps the words on the signature in the one write unit that confirming costs', async () => {
  await sign('stored@example.org', { locale: 'en' });
  const { confirmToken, withdrawToken } = await mail();
  const units = await unitsOf(db.Signatures, () => postJson(app, '/api/confirmations', { token: confirmToken }));
  // The campaign, its group, and the signature. The answer to a program has no words, so it reads no translation.
  expect(units).toEqual([0.5, 0.5, 1]);
  const answer = await postJson(app, '/api/my-data', { token: withdrawToken });
  expect(await answer.json()).toMatchObject({
    demand: 'Release them.',
    values: { words: 'en.1', consent: consentIn('en') },
  });
});

it('shows a signer the words that they signed, also after another language was added or taken away', async () => {
  await sign('earlier@example.org', { locale: 'fr' });
  await putCampaign(db.Campaigns, {
    ...spoken,
    translations: { en, fr: { title: 'Libérez-les', demand: 'Relâchez.' } },
  });
  const { withdrawToken } = await mail();
  const page = async (token: string) => (await open(app, `/withdraw?token=${token}`)).text();
  expect(await page(withdrawToken)).toContain('Azad edin');
  await sign('later@example.org', { locale: 'fr' });
  const later = await mail();
  expect(later.campaign).toMatchObject({ title: 'Libérez-les', language: 'fr' });
  await putCampaign(db.Campaigns, spoken);
  expect(await page(later.withdrawToken)).toContain('Azad edin');
});

it('gives links one length, whatever the language is', async () => {
  const lengths = new Set<string>();
  for (const locale of ['en', 'az', 'fr', 'pt-BR']) {
    await sign(`length-${locale}@example.org`, { locale });
    const { confirmToken, withdrawToken } = await mail();
    lengths.add(`${confirmToken.length} ${withdrawToken.length}`);
  }
  expect([...lengths]).toHaveLength(1);
});

it('goes on in the original while translations cannot be read', async () => {
  const broken = await startSign({ translation: () => Promise.reject(new Error('no answer')) });
  await putCampaign(broken.db.Campaigns, spoken);
  const form = attemptOf('no-answer@example.org', { locale: 'en' }) as unknown as Record<string, string>;
  expect((await postForm(broken.app, '/api/campaigns/spoken/signatures', form)).status).toBe(303);
  const { campaign: words, confirmToken } = await broken.mail();
  expect(words).toMatchObject({ title: 'Azad edin', language: 'az' });
  const { token } = await broken.deps.keys();
  expect(openConfirmation(token, confirmToken, NOW).words).toBe('az.1');
});
