import { expect, it } from 'vitest';
import { Problem } from '../../functions/core/problem.ts';
import { isoTime, MINUTE } from '../../functions/core/running/clock.ts';
import { TRACE_DAYS } from '../../functions/core/signatures/lifetimes.ts';
import type { ConfirmationLink, WithdrawalLink } from '../../functions/core/signatures/links.ts';
import { type MyData, openKinds, sealedKinds, shownKinds } from '../../functions/sign/my-data.ts';
import { myDataPage } from '../../functions/sign/my-data-page.tsx';
import { confirmPage, countedPage, formPage, withdrawnPage, withdrawPage } from '../../functions/sign/pages.tsx';
import { sentPage } from '../../functions/sign/sent-page.tsx';
import { CONSENT_VERSION } from '../../functions/ui/consent.ts';
import { mailtoAbout } from '../../functions/ui/mailto.ts';
import { around, sample } from '../ui/sample.ts';

const { t, date } = around.translator;
const campaign = sample();
const home = `/campaigns/${campaign.slug}`;
const confirmation = { locale: 'en' } as ConfirmationLink;
const withdrawal = { locale: 'en', attemptedAt: Date.parse('2013-11-01T00:00:00Z') } as WithdrawalLink;
const token = 'a.token';

/** The buttons of a page, as `what it posts to: its words`. */
const buttonsOf = (html: string) =>
  [...html.matchAll(/<form method="post" action="([^"]+)"[^>]*>.*?<button[^>]*>([^<]*)</gs)].map(
    ([, action, words]) => `${action}: ${words}`,
  );
/** What a page says, as plain text, in order. */
const saidIn = (html: string) => [...html.matchAll(/<(?:h1|h2|p|li)(?: [^>]*)?>([^<]+)</g)].map(([, words]) => words);

it('asks once more before a signature counts, and says what to do if it was not you', () => {
  const html = confirmPage(around, { campaign, link: confirmation, token });
  expect(buttonsOf(html)).toEqual([`/confirm: ${t('confirm.button')}`]);
  expect(html).toContain(`name="token" value="${token}"`);
  expect(saidIn(html)).toEqual(
    expect.arrayContaining([
      t('confirm.title'),
      t('confirm.press'),
      t('confirm.not-you'),
      t('message.link-in-history'),
    ]),
  );
  expect(html).toContain(campaign.demand);
  expect(html).toContain('data-link-in-history');
});

it('thanks a signer, and shows ways on: first to share it, then the numbers, and how to withdraw', () => {
  const html = countedPage(around, { campaign, link: confirmation, now: around.now });
  const address = `${around.publicUrl}${home}`;
  expect(saidIn(html)).toEqual(
    expect.arrayContaining([
      t('counted.title'),
      t('counted.thanks'),
      t('counted.share'),
      t('counted.share.why'),
      t('counted.keep-mail'),
    ]),
  );
  expect(html).toContain(`href="${home}/dashboard">${t('counted.dashboard')}</a>`);
  expect(html).toContain(`<a href="${address}">${address}</a>`);
  expect(html).toContain(`href="${mailtoAbout(campaign, address).replaceAll('&', '&amp;')}">${t('share.mail')}`);
  expect(html).toContain(`href="${home}/share">${t('share.qr')}</a>`);
  const order = [
    ...[t('counted.thanks'), t('counted.share'), 'https://wa.me/', t('counted.next'), t('counted.once')],
    ...[`${home}/dashboard`, t('counted.keep-mail')],
  ];
  expect([...order].sort((one, other) => html.indexOf(one) - html.indexOf(other))).toEqual(order);
  expect(html).toContain(`<a href="${home}">${t('message.to-campaign')}</a>`);
  expect(saidIn(html)).toContain(t('counted.signed-before'));
  expect(buttonsOf(html)).toEqual([]);
});

it('asks before a withdrawal, offers to show the data, and names the campaign if it is still there', () => {
  const html = withdrawPage(around, { campaign, link: withdrawal, token });
  const buttons = [`/withdraw: ${t('withdraw.button')}`, `/my-data: ${t('my-data.button')}`];
  expect(buttonsOf(html)).toEqual([...buttons, `/no-news: ${t('no-news.button')}`]);
  expect(buttonsOf(withdrawPage(around, { campaign: { ...campaign, news: false }, link: withdrawal, token }))).toEqual(
    buttons,
  );
  expect(html).toContain(campaign.demand);
  expect(saidIn(html)).toEqual(
    expect.arrayContaining([
      t('withdraw.title'),
      t('withdraw.press', { days: TRACE_DAYS }),
      t('my-data.title'),
      t('my-data.ask'),
      t('message.link-in-history'),
    ]),
  );
  // To withdraw is what the link is for: the other buttons are less loud.
  expect(html.match(/class="button button-quiet"/g)).toHaveLength(2);
  expect(html.match(/class="button"/g)).toHaveLength(1);
  const gone = withdrawPage(around, { campaign: undefined, link: withdrawal, token });
  expect(buttonsOf(gone)).toEqual(buttons);
  expect(gone).not.toMatch(/<blockquote|undefined/);
});

it('says that all is erased, and leads back to the campaign if it is still there', () => {
  const html = withdrawnPage(around, { campaign, link: withdrawal });
  expect(saidIn(html)).toEqual(
    expect.arrayContaining([t('withdrawn.title'), t('withdrawn.erased', { days: TRACE_DAYS }), t('withdrawn.again')]),
  );
  expect(html).toContain(`href="${home}"`);
  expect(withdrawnPage(around, { campaign: undefined, link: withdrawal })).not.toContain('/campaigns/');
});

it('says after the form what to do next, and where to look for a mail that does not come', () => {
  const html = sentPage(around, campaign, { wait: undefined });
  expect(saidIn(html)).toEqual(
    expect.arrayContaining([
      t('sent.title'),
      t('sent.not-yet'),
      t('sent.step-open', { link: t('mail.confirm.button') }),
      t('sent.step-press', { button: t('confirm.button') }),
      t('sent.no-mail'),
      t('sent.no-mail.wait'),
      t('sent.no-mail.few'),
    ]),
  );
  expect(html).not.toContain('class="notice"');
  expect(html).toContain(`href="${home}"`);
  const late = saidIn(sentPage(around, campaign, { wait: 5 * MINUTE }));
  expect(late).toEqual(
    expect.arrayContaining([
      t('sent.title.later'),
      t('sent.not-yet.later'),
      t('sent.wait.minutes', { minutes: 5 }),
      t('sent.no-mail.later'),
    ]),
  );
  expect(late).not.toContain(t('sent.no-mail.wait'));
});

it('gives the form back under the reason, with the campaign that it is about', () => {
  const problem = new Problem('network-busy', { campaign: campaign.slug });
  const html = formPage(around, { form: 'sign', campaign, fields: { name: 'Ada', updates: ['on', 'on'] }, problem });
  expect(saidIn(html)).toEqual(
    expect.arrayContaining([t('problem.network-busy.title'), t('problem.network-busy.detail')]),
  );
  expect(html).toContain(campaign.demand);
  expect(html).toContain('value="Ada"');
  // What is no text was typed into no field.
  expect(html).not.toMatch(/ checked[ =>]/);
});

const held: MyData = {
  signature: 'held',
  demand: 'Free them all.',
  open: ['signer-code', 'status'],
  shown: [],
  values: {},
  sealed: ['name', 'email'],
  sealedTo: 2,
  keptUntil: '2014-06-01T00:00:00.000Z',
  keepMonths: 6,
  backupDays: 14,
};
const nothing = { demand: undefined, open: [], sealed: [], sealedTo: undefined, keptUntil: undefined } as const;
const myData = (data: Partial<MyData> = {}, of: { campaign: typeof campaign | undefined } = { campaign }) =>
  myDataPage(around, { ...of, link: withdrawal, data: { ...held, ...data }, token });
const headingsOf = (html: string) => [...html.matchAll(/<h[12]>([^<]+)</g)].map(([, words]) => words);

it('shows a signer what is held, for how long, and the way out', () => {
  const html = myData();
  expect(headingsOf(html)).toEqual([
    ...[
      t('my-data.title'),
      t('my-data.sealed'),
      t('my-data.open'),
      t('my-data.how-long'),
      t('withdraw.title'),
      t('no-news.title'),
    ],
  ]);
  expect(saidIn(html)).toEqual(
    expect.arrayContaining([
      t('my-data.signature.held'),
      `${t('my-data.sealed.why')} ${t('my-data.sealed.keys', { keys: 2 })}`,
      t('my-data.sealed.name'),
      t('my-data.sealed.email'),
      t('my-data.open.why'),
      t('my-data.open.signer-code'),
      t('my-data.open.status'),
      t('my-data.kept.until', { date: date('2014-06-01T00:00:00.000Z') }),
      t('my-data.kept.open'),
      t('privacy.backups', { days: 14 }),
      t('my-data.mails'),
      t('withdraw.press', { days: TRACE_DAYS }),
    ]),
  );
  expect(buttonsOf(html)).toEqual([`/withdraw: ${t('withdraw.button')}`, `/no-news: ${t('no-news.button')}`]);
  expect(html).toContain(campaign.demand);
  expect(html).toContain(`href="${home}"`);
});

it('shows a name that everybody sees in a list of its own', () => {
  const html = myData({ shown: shownKinds });
  expect(headingsOf(html)).toContain(t('my-data.shown'));
  expect(saidIn(html)).toEqual(expect.arrayContaining([t('my-data.shown.why'), t('my-data.shown.public-name')]));
});

it('says that only the count is left once an identity is erased, which may still be withdrawn, and offers no news to leave', () => {
  const html = myData({ ...nothing, signature: 'anonymised', open: ['status'] });
  expect(headingsOf(html)).toEqual([
    ...[t('my-data.title'), t('my-data.open'), t('my-data.how-long'), t('withdraw.title')],
  ]);
  const said = saidIn(html);
  expect(said).toEqual(expect.arrayContaining([t('my-data.kept.anonymised'), t('privacy.backups', { days: 14 })]));
  expect(said).toContain(t('my-data.signature.anonymised', { months: 6 }));
  expect(said).not.toContain(t('my-data.kept.open'));
  expect(said).not.toContain(t('my-data.kept.trace', { days: TRACE_DAYS }));
  expect(campaign.news).toBe(true);
  expect(buttonsOf(html)).toEqual([`/withdraw: ${t('withdraw.button')}`]);
});

it('says what is left of a withdrawal, why, and for how long, and asks nothing more', () => {
  const html = myData({ ...nothing, signature: 'withdrawn', open: ['status', 'time-of-withdrawal'] });
  expect(headingsOf(html)).toEqual([...[t('my-data.title'), t('my-data.open'), t('my-data.how-long')]]);
  const said = saidIn(html);
  expect(said).toEqual(
    expect.arrayContaining([
      t('my-data.signature.withdrawn', { days: TRACE_DAYS }),
      t('my-data.open.why-trace'),
      t('my-data.kept.trace', { days: TRACE_DAYS }),
    ]),
  );
  expect(said).not.toContain(t('my-data.open.why'));
  expect(said).not.toContain(t('my-data.kept.anonymised'));
  expect(buttonsOf(html)).toEqual([]);
});

it('says of nobody that nothing is held, for no time', () => {
  const html = myData({ ...nothing, signature: 'none' });
  // This link can withdraw a signature of which it knows nothing.
  expect(headingsOf(html)).toEqual([t('my-data.title'), t('withdraw.title'), t('no-news.title')]);
  expect(saidIn(html)).toContain(t('my-data.other-mail'));
  expect(saidIn(html)).toEqual(expect.arrayContaining([t('my-data.signature.none'), t('my-data.mails')]));
  expect(saidIn(html)).not.toContain(t('privacy.backups', { days: 14 }));
  expect(buttonsOf(html)).toEqual([`/withdraw: ${t('withdraw.button')}`, `/no-news: ${t('no-news.button')}`]);
});

it('names no campaign that is gone, and says how long identities stay where there is no end', () => {
  const html = myData({ sealedTo: undefined, keptUntil: undefined }, { campaign: undefined });
  expect(html).not.toMatch(/<blockquote|\/campaigns\//);
  expect(saidIn(html)).toContain(t('my-data.kept.endless', { months: 6 }));
});

it('has words for each kind of data that can be held', () => {
  const html = myData({ open: openKinds, shown: shownKinds, sealed: sealedKinds, keptUntil: isoTime(0) });
  expect(html.match(/<li>[^<]+<\/li>/g)).toHaveLength(openKinds.length + shownKinds.length + sealedKinds.length);
});

it('names the language, and leads to the privacy text while that is the one that was agreed to', () => {
  const shown = (language: string, consent: string, of = campaign) =>
    myData({ open: ['language', 'consent'], values: { language, consent } }, { campaign: of });
  const privacy = `<a href="${home}/privacy">`;
  const html = shown('pt-BR', CONSENT_VERSION);
  expect(html).toContain('>Brazilian Portuguese<');
  expect(html).toContain(`${privacy}${t('privacy.title')}</a>`);
  expect(shown('en', '1')).not.toContain(privacy);
  expect(shown('en', CONSENT_VERSION, { ...campaign, deletedAt: isoTime(0) })).not.toContain(privacy);
  // The form of a program may name it so, and no language has this tag.
  expect(shown('en-abcde-abcde', '1')).toContain('>en-abcde-abcde<');
});

it('shows the date of erasing by the clocks of the campaign', () => {
  const html = myData({ keptUntil: '2014-05-31T22:00:00.000Z' }, { campaign: { ...campaign, timeZone: 'Asia/Baku' } });
  expect(html).toContain(t('my-data.kept.until', { date: '1 June 2014' }));
});

it('shows the words that were signed, and no others', () => {
  const first = { title: 'The first title', demand: 'The first words.', until: '2099-01-01T00:00:00.000Z' };
  const changed = { ...campaign, demands: [first] };
  const html = myData({ demand: 'The first words.' }, { campaign: changed });
  expect(html).toContain('<strong>The first title</strong>');
  expect(html).not.toContain(`<strong>${campaign.title}</strong>`);
  expect(html).toContain(`<p>${t('my-data.words')}</p>`);
  expect(html).toContain('<p>The first words.</p>');
  expect(myData({ demand: undefined, signature: 'none' }, { campaign: changed })).toContain(
    `<p>${campaign.demand}</p>`,
  );
  // What was stored before titles were kept has no title. A later one was not signed.
  const untitled = { ...campaign, demands: [{ demand: first.demand, until: first.until }] };
  expect(myData({ demand: first.demand }, { campaign: untitled })).not.toContain(`<strong>${campaign.title}</strong>`);
});

it('shows no words where those that were signed are no longer kept', () => {
  const demands = [{ demand: 'Later.', until: '2099-01-01T00:00:00.000Z', since: '2098-01-01T00:00:00.000Z' }];
  const html = myData({ demand: undefined }, { campaign: { ...campaign, demands } });
  expect(html).toContain(campaign.title);
  for (const words of [t('my-data.words'), 'Later.', campaign.demand]) expect(html).not.toContain(`<p>${words}</p>`);
});
