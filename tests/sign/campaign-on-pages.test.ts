import { expect, it } from 'vitest';
import type { CampaignHead } from '../../functions/core/campaigns/campaign.ts';
import { Problem } from '../../functions/core/problem.ts';
import { MINUTE } from '../../functions/core/running/clock.ts';
import type { ConfirmationLink, WithdrawalLink } from '../../functions/core/signatures/links.ts';
import type { MyData } from '../../functions/sign/my-data.ts';
import { myDataPage } from '../../functions/sign/my-data-page.tsx';
import {
  confirmPage,
  countedPage,
  formPage,
  noNewsPage,
  withdrawnPage,
  withdrawPage,
} from '../../functions/sign/pages.tsx';
import { linkSentPage, sentPage } from '../../functions/sign/sent-page.tsx';
import { groupOf } from '../support/campaign.ts';
import { around, sample } from '../ui/sample.ts';

const { t } = around.translator;
const { now } = around;
const token = 'a.token';
const confirmation = { locale: 'en', attemptedAt: now } as ConfirmationLink;
const withdrawal = { locale: 'en', attemptedAt: now, said: {} } as WithdrawalLink;
const after = { language: undefined, wait: undefined };
const data = {
  ...{ signature: 'none', demand: undefined, open: [], shown: [], values: {}, sealed: [], sealedTo: undefined },
  ...{ keptUntil: undefined, keepMonths: 6, backupDays: 14 },
} as const satisfies MyData;

/** Each page of the sign function that is about a campaign. */
const pages: Readonly<Record<string, (campaign: CampaignHead) => string>> = {
  'a form that comes back': (campaign) =>
    formPage(around, { form: 'sign', campaign, fields: {}, problem: new Problem('network-busy', {}) }),
  'after the form': (campaign) => sentPage(around, campaign, after),
  'after the form for a link': (campaign) => linkSentPage(around, campaign, after),
  'before confirming': (campaign) => confirmPage(around, { campaign, link: confirmation, token }),
  'after confirming': (campaign) => countedPage(around, { campaign, link: confirmation, now }),
  'before withdrawing': (campaign) => withdrawPage(around, { campaign, link: withdrawal, token }),
  'after withdrawing': (campaign) => withdrawnPage(around, { campaign, link: withdrawal }),
  'what is stored': (campaign) => myDataPage(around, { campaign, link: withdrawal, data, token }),
  'after leaving the news': (campaign) => noNewsPage(around, { campaign, link: withdrawal }),
};

it.each(Object.entries(pages))('names the group at the foot of the page: %s', (_name, page) => {
  const group = groupOf({ name: 'Free Voices', contact: 'ask@voices.example', imprint: 'https://voices.example/us' });
  const foot = page(sample({ group })).split('<footer')[1];
  expect(foot).toContain(t('group.run-by', { group: 'Free Voices' }));
  expect(foot).toContain('href="mailto:ask@voices.example"');
  expect(foot).toContain(`<a href="https://voices.example/us">${t('group.imprint')}</a>`);
  expect(page(sample({ group: undefined })).split('<footer')[1]).toContain(t('group.unset'));
});

it.each(['before confirming', 'after confirming', 'before withdrawing'])(
  'shows the words that are signed, not those of later: %s',
  (name) => {
    const words = (ended: number) =>
      pages[name]?.(
        sample({
          demand: 'Words of later.',
          demands: [{ demand: 'Words of then.', until: new Date(ended).toISOString() }],
        }),
      );
    expect(words(now + MINUTE)).toContain('<p>Words of then.</p>');
    expect(words(now + MINUTE)).not.toContain('Words of later.');
    expect(words(now - MINUTE)).toContain('<p>Words of later.</p>');
  },
);

it('shows the words of today before withdrawing by a link that was only asked for: it knows no time of signing', () => {
  const campaign = sample({
    demand: 'Words of later.',
    demands: [{ demand: 'Words of then.', until: new Date(now + MINUTE).toISOString() }],
  });
  const html = withdrawPage(around, { campaign, link: { ...withdrawal, said: undefined }, token });
  expect(html).toContain('<p>Words of later.</p>');
});

it('asks to pass on an open campaign, and not to sign one that is won or has closed', () => {
  const won = { on: '2026-03-01', words: 'They are free.' };
  const closesAt = new Date(now - MINUTE).toISOString();
  const said = (changes: Parameters<typeof sample>[0]) => {
    const html = pages['after confirming']?.(sample(changes)) ?? '';
    return ['counted.share', 'counted.share.why', 'share.closed', 'share.won'].filter((key) =>
      html.includes(`>${t(key as 'share.won')}<`),
    );
  };
  expect(said({ closesAt: undefined })).toEqual(['counted.share', 'counted.share.why']);
  expect(said({ closesAt })).toEqual(['share.closed']);
  expect(said({ closesAt, won })).toEqual(['share.won']);
  expect(said({ closesAt: undefined, won })).toEqual(['share.won']);
});
