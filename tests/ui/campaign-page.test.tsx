import { expect, it } from 'vitest';
import { CampaignPage } from '../../functions/site/campaign-page.tsx';
import { renderPage } from '../../functions/ui/layout.tsx';
import { around, attributesOf, hostile, sample } from './sample.ts';

const page = (props: Partial<Parameters<typeof CampaignPage>[0]> = {}) =>
  renderPage(
    <CampaignPage
      {...around}
      campaign={sample()}
      status="open"
      signatures={5012}
      nextAt="2026-03-10T13:00:00.000Z"
      names={[]}
      related={[]}
      keepMonths={6}
      {...props}
    />,
  );

it('shows the demand, its targets, its cases and its reasons, and the progress', () => {
  const html = page();
  const { title, demand, notice, targets, cases, updates } = sample();
  for (const words of [
    title,
    demand,
    notice!,
    targets[1]!.name,
    cases[0]!.name,
    updates[0]!.title,
    '5,012',
    '10,000',
  ]) {
    expect(html).toContain(words);
  }
  expect(attributesOf(html, /<progress/)).toMatchObject({ value: '5012', max: '10000' });
});

it('invites to sign, without a number and a bar, while no number is published', () => {
  const open = page({ signatures: 0 });
  expect(open).toContain('Too few to show a number yet. Be among the first to sign.');
  expect(attributesOf(open, /<progress/)).toHaveProperty('hidden');
  expect(attributesOf(page(), /<progress/)).not.toHaveProperty('hidden');
  const closed = page({ signatures: 0, status: 'closed' });
  expect(closed).toContain('Too few people have signed to show a number.');
  expect(closed).toContain('This campaign has closed. You can no longer sign it.');
  expect(page({ signatures: 0, status: 'upcoming' })).not.toContain('<progress');
});

it('does not draw more than the goal', () => {
  expect(attributesOf(page({ signatures: 12_345 }), /<progress/)).toMatchObject({ value: '10000', max: '10000' });
});

it('offers the form only while the campaign is open, and otherwise says when that is or was', () => {
  const campaign = sample({ opensAt: '2030-02-01T00:00:00.000Z', closesAt: '2030-03-01T00:00:00.000Z' });
  expect(page({ campaign })).toContain('<form');
  const upcoming = page({ campaign, status: 'upcoming' });
  expect(upcoming).not.toMatch(/<form|href="#sign"|data-counts/);
  expect(upcoming).toContain(around.translator.date('2030-02-01T00:00:00.000Z'));
  const closed = page({ campaign, status: 'closed' });
  expect(closed).not.toMatch(/<form|href="#sign"|data-counts/);
  expect(closed).toContain(around.translator.date('2030-03-01T00:00:00.000Z'));
  expect(closed).toContain('closed with 5,012 signatures');
});

it('shows the status of each prisoner, with a date as exact as it is known', () => {
  const { date } = around.translator;
  const html = page({
    campaign: sample({
      cases: [
        { name: 'Ada', people: 1, status: 'detained', detainedOn: '2012-11-04', charge: 'Hooliganism' },
        { name: 'Bo', people: 1, status: 'died', detainedOn: '2013-03' },
        { name: 'The choir', people: 7, status: 'released', detainedOn: '2011', sentence: 'Seven years' },
      ],
    }),
  });
  for (const words of [
    'In prison',
    'Died',
    'Free',
    date('2012-11-04'),
    date('2013-03-01', 'month'),
    '>2011<',
    '7 people',
  ]) {
    expect(html).toContain(words);
  }
  expect(html).toContain('One person is in prison · 7 were released · One died');
});

it('names the language of a campaign, if the page has another', () => {
  const html = page({ campaign: sample({ language: 'az' }) });
  expect(attributesOf(html, /<h1/)).toEqual({ lang: 'az', dir: 'auto' });
  expect(attributesOf(html, /<html/).lang).toBe('en');
  expect(attributesOf(page(), /<h1/)).toEqual({});
});

it('hands on the source of a shared link if the campaign knows it, and never lets another one spoil the form', () => {
  expect(attributesOf(page({ source: 'report' }), /<input[^>]*name="source"/).value).toBe('report');
  expect(page({ source: hostile })).not.toMatch(/name="source"|alert/);
});

it('shows names and reasons as plain letters, in any direction', () => {
  const names = [
    { name: hostile, reason: hostile, confirmedAt: '2013-10-12T10:11:12.000Z' },
    { name: 'مريم', reason: 'الحرية', confirmedAt: '2013-10-11T10:11:12.000Z' },
  ];
  const html = page({ names });
  expect(html).not.toContain('<script>');
  expect(html).toContain('<bdi>مريم</bdi>');
  expect(html).toContain('<blockquote dir="auto">الحرية</blockquote>');
  // The minute of a signature could tell who sat at a computer then.
  expect(html).not.toContain('10:11');
});

it('leads to the ways to share, without the source that brought the visitor', () => {
  expect(page({ source: 'newsletter' })).toContain(`href="/campaigns/${sample().slug}/share"`);
});

it('says how long identities are kept: until a date, or for months after an end that is open', () => {
  expect(page({ keepMonths: 2 })).toContain('2 months after the campaign closes, we delete your name');
  const html = page({ keptUntil: '2014-04-09T00:00:00.000Z' });
  expect(html).toContain('We delete your name, e-mail address and reason on 9 April 2014, or a few days later.');
});
