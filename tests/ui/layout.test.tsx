import { expect, it } from 'vitest';
import { Page, renderPage } from '../../functions/ui/layout.tsx';
import { around, attributesOf, hostile, rightToLeft } from './sample.ts';

const page = (props: Partial<Parameters<typeof Page>[0]> = {}) =>
  renderPage(
    <Page {...around} title="Free them" {...props}>
      <h1>Free them</h1>
    </Page>,
  );

it('is a whole document that names its language and its direction', () => {
  expect(page()).toMatch(/^<!doctype html><html lang="en" dir="ltr">/);
  expect(page({ translator: rightToLeft })).toMatch(/^<!doctype html><html lang="ar" dir="rtl">/);
});

it('gives a site that shares it the whole address, the picture and the language', () => {
  const html = page({ path: '/campaigns/free-them', description: 'Sign.', language: 'pt-BR' });
  const meta = (property: string) => attributesOf(html, new RegExp(`<meta property="${property}"`)).content;
  expect(attributesOf(html, /<link rel="canonical"/).href).toBe('https://petition.example.org/campaigns/free-them');
  expect(meta('og:url')).toBe('https://petition.example.org/campaigns/free-them');
  expect(meta('og:image')).toBe('https://petition.example.org/assets/share.png');
  expect(meta('og:title')).toBe('Free them');
  expect(meta('og:description')).toBe('Sign.');
  expect(meta('og:locale')).toBe('pt_BR');
  expect(html).not.toContain('noindex');
});

it('is kept out of search engines if it is for one person', () => {
  expect(page()).toContain('<meta name="robots" content="noindex"/>');
  expect(page()).not.toMatch(/canonical|og:/);
});

it('shows a hostile title as plain letters', () => {
  const html = page({ title: hostile, path: '/', description: hostile });
  expect(html).not.toContain('<script>alert');
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
});
