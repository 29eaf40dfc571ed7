import { describe, expect, it } from 'vitest';
import type { Group } from '../../functions/core/campaigns/group.ts';
import { inLanguage } from '../../functions/core/campaigns/in-language.ts';
import { CampaignPage } from '../../functions/site/campaign-page.tsx';
import { PrivacyPage } from '../../functions/site/privacy-page.tsx';
import { renderPage } from '../../functions/ui/layout.tsx';
import { groupOf } from '../support/campaign.ts';
import { around, attributesOf, hostile, sample } from '../ui/sample.ts';

const id = '0123456789abcdef0123';
const made = { id, width: 1_440, height: 810, widths: [480, 960, 1_440] };
const page = (changes: Parameters<typeof sample>[0], signatures = 0) =>
  renderPage(
    <CampaignPage
      {...around}
      {...{ campaign: sample(changes), signatures, names: [], related: [] }}
      status="open"
      nextAt="2026-03-10T13:00:00.000Z"
      keepMonths={6}
    />,
  );
const { slug, cases } = sample();
const at = (file: string) => `/pictures/${slug}/${file}`;
const meta = (html: string, property: string) =>
  attributesOf(html, new RegExp(`<meta property="og:${property}"`)).content;

it('shows a picture with its words, its credit and the room that it takes', () => {
  const html = page({ picture: { made, alt: 'A cell', credit: 'Amparo' } });
  expect(attributesOf(html, /<img /)).toEqual({
    src: at(`${id}-960.jpg`),
    alt: 'A cell',
    width: '1440',
    height: '810',
  });
  expect(html).toContain('<figcaption class="hint">Picture: Amparo</figcaption>');
});

it('says once what a picture is, if its credit says it already', () => {
  const html = page({ picture: { made, alt: 'A cell', credit: 'Photo: Family' } });
  expect(html).toContain('<figcaption class="hint">Photo: Family</figcaption>');
});

it('gives the words for a picture and its credit their language, and no words of the page', () => {
  const html = page({ language: 'az', picture: { made, alt: 'Pəncərə', credit: 'Ədə' } });
  expect(attributesOf(html, /<img /)).toMatchObject({ alt: 'Pəncərə', lang: 'az', dir: 'auto' });
  expect(html).toContain('<figcaption class="hint">Picture: <span lang="az" dir="auto">Ədə</span></figcaption>');
  expect(attributesOf(html, /<figure class="picture"/)).not.toHaveProperty('lang');
});

it('offers a phone only the small files, which come first', () => {
  const html = page({ picture: { made, alt: 'A cell' } });
  const sources = [...html.matchAll(/<source type="image\/webp"( media="[^"]*")?[^>]* srcset="([^"]*)"/g)];
  expect(
    sources.map(([, media, files]) => [
      media,
      [...(files ?? '').matchAll(/-(\d+)\.webp/g)].map(([, width]) => Number(width)),
    ]),
  ).toEqual([
    [' media="(width &lt; 48rem)"', [480, 960]],
    [undefined, [480, 960, 1_440]],
  ]);
});

it('shows the face of a case beside its facts, when a visitor comes there', () => {
  const face = { made: { id, width: 640, height: 800, widths: [320, 640] }, alt: 'Ali smiles' };
  const html = page({ picture: undefined, cases: [{ ...cases[0]!, picture: face }] });
  expect(attributesOf(html, /<img /)).toMatchObject({ src: at(`${id}-640.jpg`), alt: 'Ali smiles', loading: 'lazy' });
  expect(html.match(/<source /g)).toHaveLength(1);
});

describe('the logo of the group', () => {
  const group = groupOf({ logo: { made: { id, width: 176, height: 96, widths: [176] } } });
  const logo = { src: `/pictures/_logos/${id}-176.png`, height: '48' };

  it('stands above the form, beside its name, so that it needs no words', () => {
    const html = page({ picture: undefined, group });
    expect(attributesOf(html, /<img src="\/pictures/)).toEqual({ ...logo, alt: '' });
    expect(html).toMatch(/<img [^>]*\/_logos\/[^>]*><p class="hint">Free Voices asks you to sign/);
    expect(html.match(/_logos/g)).toHaveLength(1);
  });

  it('stands on the privacy page with the name of the group as its words', () => {
    const privacy = (of: Group) =>
      renderPage(
        <PrivacyPage {...around} campaign={sample({ group: of })} group={of} keepMonths={6} keptUntil={undefined} />,
      );
    expect(attributesOf(privacy(group), /<img src="\/pictures/)).toEqual({ ...logo, alt: 'Free Voices' });
    expect(privacy(groupOf())).not.toContain('<img');
  });

  it('is not shown before it was made', () => {
    expect(page({ picture: undefined, group: groupOf({ logo: 'logo.png' }) })).not.toMatch(/<img src="\/pictures|logo/);
  });
});

it('shows no picture that was not made, and none from elsewhere', () => {
  expect(page({ picture: { file: 'https://elsewhere.example/x.jpg', alt: 'A cell' } })).not.toMatch(/<img|elsewhere/);
});

it('shows hostile words as plain letters', () => {
  const html = page({ picture: { made, alt: hostile, credit: hostile } });
  expect(html).not.toContain('<script>alert');
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
});

it('gives a site that shares it the campaign’s own picture, with the title as its words', () => {
  const html = page({ share: { id, from: id } });
  expect(meta(html, 'image')).toBe(`https://petition.example.org${at(`${id}-1200.png`)}`);
  expect([meta(html, 'image:width'), meta(html, 'image:height')]).toEqual(['1200', '630']);
  expect(meta(html, 'image:alt')).toBe(sample().title);
  // The picture shows the original's title, in whatever language the page is.
  const original = { ...sample(), language: 'ar', title: 'الحرية لهم' };
  const translated = inLanguage(original, { language: 'en', texts: { title: 'Free them' } });
  expect(meta(page({ ...translated, share: { id, from: id } }), 'image:alt')).toBe('الحرية لهم');
  expect(meta(page({ share: undefined }), 'image')).toBe('https://petition.example.org/assets/share.png');
});

it('tells a site that shares it the number as published, in words', () => {
  const { summary } = sample();
  expect(meta(page({}), 'description')).toBe(summary);
  expect(meta(page({}, 1), 'description')).toBe(`One signature. ${summary}`);
  expect(meta(page({}, 12_340), 'description')).toBe(`12,340 signatures. ${summary}`);
});
