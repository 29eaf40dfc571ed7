import { afterAll, expect, it } from 'vitest';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import type { QueuedMail } from '../../functions/core/outbox/queued-mail.ts';
import { contentOf } from '../../functions/mail/confirmation-mail.ts';
import { buildTestAssets } from '../support/assets.ts';
import { groupOf } from '../support/campaign.ts';
import { cutTexts, foreignTexts, georgian } from '../support/pseudo.ts';
import { attemptOf, campaign, open, postForm, postJson, SIGN, startSign } from '../support/sign.ts';
import { speaking } from '../support/speaking.ts';

// As in tests/site/every-word: a word without accents did not come from the catalogue.
speaking(['en-XA']);
const { assets, remove } = await buildTestAssets();
afterAll(remove);
const { app, db, mail } = await startSign({ assets });
const asked = campaign({
  ...{ slug: 'asked', language: 'ka', title: georgian, demand: georgian, summary: georgian, sources: ['1'] },
  group: groupOf({ name: georgian, legalBasis: georgian, controller: georgian }),
});
await putCampaign(db.Campaigns, asked);

const PATH = SIGN.replace('free-them', 'asked');
const typed = attemptOf('1@example.org', { name: georgian, publicName: 'on', updates: 'on', source: '1' });
await postJson(app, PATH, { ...typed, publicName: true, updates: true });
const confirmation = await mail();
const { confirmToken, withdrawToken } = confirmation;
const withdrawing = (path: string) => postForm(app, path, { token: withdrawToken });

/** Every page of a signer, in the order in which they may be opened. */
const pages: readonly (readonly [name: string, open: () => Promise<Response>])[] = [
  ['the form with faults', () => postForm(app, PATH, { ...typed, email: '', name: '', country: 'XX' })],
  ['the form with a mistyped address', () => postForm(app, PATH, { ...typed, email: '1@gmial.com', comment: '1' })],
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
  ['a campaign that is closed', () => postForm(app, SIGN.replace('free-them', 'closed'), typed)],
];

it.each(pages)(
  'takes each word from the catalogue, from Intl or from a campaign, and shows each text whole: %s',
  async (_, ask) => {
    const html = await (await ask()).text();
    expect(html).toContain('⟦');
    expect(foreignTexts(html)).toEqual([]);
    expect(cutTexts(html)).toEqual([]);
  },
);

const frame = { publicUrl: 'https://amparo.example', replyTo: 'a@amparo.example' };

it.each(
  [false, true].flatMap((hasNeutralSubject) =>
    (['confirmation', 'withdrawal'] as const).map((kind) => ({ kind, hasNeutralSubject })),
  ),
)('takes each word of an e-mail from the same, in subject, text and HTML: %j', async ({ kind, hasNeutralSubject }) => {
  const sent = { ...confirmation, kind, campaign: { ...confirmation.campaign, hasNeutralSubject } } as QueuedMail;
  const { subject, text, html } = await contentOf(sent, frame);
  for (const content of [subject, text, html]) {
    expect(content).toContain('⟦');
    expect([foreignTexts(content), cutTexts(content)]).toEqual([[], []]);
  }
});
