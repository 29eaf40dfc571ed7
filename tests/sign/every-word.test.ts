import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import type { QueuedMail } from '../../functions/core/outbox/queued-mail.ts';
import { contentOf } from '../../functions/mail/confirmation-mail.ts';
import { speak } from '../../functions/ui/messages/speak.ts';
import { readWithPseudo } from '../../infra/messages/choose.ts';
import { pseudoLanguages } from '../../infra/messages/pseudo.ts';
import { buildTestAssets } from '../support/assets.ts';
import { groupOf } from '../support/campaign.ts';
import { cutTexts, foreignTexts, georgian, speaksPseudo } from '../support/pseudo.ts';
import { attemptOf, campaign, open, postForm, postJson, SIGN, startSign } from '../support/sign.ts';
import { speaking } from '../support/speaking.ts';

// As in tests/site/every-word: a word as we would type it did not come from the catalogue.
speaking(pseudoLanguages);
const { assets, remove } = await buildTestAssets();
afterAll(remove);
const { app, db, mail } = await startSign({ assets });
const asked = campaign({
  ...{ slug: 'asked', language: 'ka', title: georgian, demand: georgian, summary: georgian, sources: ['1'] },
  group: groupOf({ name: georgian, legalBasis: georgian, controller: georgian }),
});
await putCampaign(db.Campaigns, asked);
const PATH = SIGN.replace('free-them', 'asked');
const frame = { publicUrl: 'https://amparo.example', replyTo: 'a@amparo.example' };

let [confirmToken, withdrawToken] = ['', ''];
const typed = (language: string) =>
  attemptOf(`${pseudoLanguages.indexOf(language)}@example.org`, {
    ...{ name: georgian, publicName: 'on', updates: 'on', source: '1', locale: language },
  });
const withdrawing = (path: string) => postForm(app, path, { token: withdrawToken });

/** Every page of a signer, in the order in which they may be opened. */
const pages: readonly (readonly [name: string, open: (language: string) => Promise<Response>])[] = [
  [
    'the form with faults',
    (language) => postForm(app, PATH, { ...typed(language), email: '', name: '', country: 'XX' }),
  ],
  [
    'the form with a mistyped address',
    (language) => postForm(app, PATH, { ...typed(language), email: '1@gmial.com', comment: '1' }),
  ],
  ['“look into your mailbox”', () => open(app, '/campaigns/asked/sent')],
  ['the form for a new link', () => postForm(app, '/api/campaigns/asked/links', { email: '' })],
  ['“look into your mailbox” for a new link', () => open(app, '/campaigns/asked/link-sent')],
  ['the button that confirms', () => open(app, `/confirm?token=${confirmToken}`)],
  ['the button that withdraws', () => open(app, `/withdraw?token=${withdrawToken}`)],
  ['nothing stored', () => withdrawing('/my-data')],
  ['a reason that is refused', () => postForm(app, '/confirm', { token: confirmToken, comment: 'https://a.org' })],
  ['a signature that counts', () => postForm(app, '/confirm', { token: confirmToken, comment: georgian })],
  ['all that is stored', () => withdrawing('/my-data')],
  ['the end of the news', () => withdrawing('/no-news')],
  ['a signature that is withdrawn', () => withdrawing('/withdraw')],
  ['what is left', () => withdrawing('/my-data')],
  ['a link that is broken', () => open(app, '/confirm?token=x')],
  ['a campaign that is closed', (language) => postForm(app, SIGN.replace('free-them', 'closed'), typed(language))],
];

describe.each(pseudoLanguages)('in %s', (language) => {
  let confirmation: QueuedMail;
  beforeAll(async () => {
    speak([language], readWithPseudo);
    await postJson(app, PATH, { ...typed(language), publicName: true, updates: true });
    const sent = await mail();
    ({ confirmToken, withdrawToken } = sent);
    confirmation = sent;
  });

  it.each(pages)(
    'takes each word from the catalogue, from Intl or from a campaign, and shows each text whole: %s',
    async (_, ask) => {
      const html = await (await ask(language)).text();
      expect(html).toContain(`<html lang="${language}"`);
      expect(speaksPseudo(language, html)).toBe(true);
      expect(foreignTexts(html)).toEqual([]);
      expect(cutTexts(html)).toEqual([]);
    },
  );

  it.each(
    [false, true].flatMap((hasNeutralSubject) =>
      (['confirmation', 'withdrawal'] as const).map((kind) => ({ kind, hasNeutralSubject })),
    ),
  )(
    'takes each word of an e-mail from the same, in subject, text and HTML: %j',
    async ({ kind, hasNeutralSubject }) => {
      const sent = { ...confirmation, kind, campaign: { ...confirmation.campaign, hasNeutralSubject } } as QueuedMail;
      const { subject, text, html } = await contentOf(sent, frame);
      for (const content of [subject, text, html]) {
        expect(speaksPseudo(language, content)).toBe(true);
        expect([foreignTexts(content), cutTexts(content)]).toEqual([[], []]);
      }
    },
  );
});
