import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BADGE_COLOURS } from '../../../functions/site/embed/badge.ts';
import {
  accentNames,
  accents,
  choicesOf,
  framePath,
  shows,
  themes,
  unusual,
} from '../../../functions/ui/browser/embed/choices.ts';
import { codesOf, type Embedded } from '../../../functions/ui/browser/embed/snippets.ts';
import { allThemes, themed } from '../../../functions/ui/embed/frame-style.ts';
import { contrast } from '../../support/contrast.ts';
import { hostile } from '../sample.ts';

const stylesheet = (name: string) =>
  readFileSync(new URL(`../../../functions/ui/styles/${name}.css`, import.meta.url), 'utf8');

/** The value of a custom property in the block of a selector, in light or in dark colours. */
function valueIn(css: string, selector: string, property: string, isDark: boolean): string | undefined {
  const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');
  const block = new RegExp(`(?:^|\\n)\\s*${selector} \\{([^}]*)\\}`).exec(isDark ? dark : light)?.[1];
  return block && new RegExp(`${property}: (#\\w+);`).exec(block)?.[1];
}

describe.each(accentNames)('the colour %s', (name) => {
  it.each([false, true])('keeps 4.5:1 as text, and with the letters on it (dark: %s)', (isDark) => {
    const tokens = stylesheet('tokens');
    const frame = stylesheet('frame-page');
    const token = (property: string) => valueIn(tokens, ':root', property, isDark) ?? '';
    const own = (property: string) =>
      name === 'red' ? token(property) : (valueIn(frame, `\\.${name}`, property, isDark) ?? '');
    const onAccent = name === 'red' || !isDark ? token('--on-red') : (/--on-red: (#\w+)/.exec(frame)?.[1] ?? '');
    expect(own('--red')).toBe(accents[name][isDark ? 1 : 0]);
    for (const paper of ['--paper', '--sheet'])
      expect(contrast(own('--red'), token(paper))).toBeGreaterThanOrEqual(4.5);
    for (const colour of ['--red', '--red-deep'])
      expect(contrast(own(colour), onAccent), colour).toBeGreaterThanOrEqual(4.5);
    expect(contrast(own('--wash'), token('--ink'))).toBeGreaterThanOrEqual(4.5);
  });

  it('is the same in the element', () => {
    const both = `light-dark(${accents[name].join(', ')})`;
    expect(stylesheet('amparo')).toContain(
      name === 'red' ? `var(--amparo-accent, ${both})` : `:host([accent="${name}"]) {\n  --a: ${both};`,
    );
  });
});

it('keeps 4.5:1 in badges', () => {
  for (const colour of Object.values(BADGE_COLOURS)) expect(contrast(colour, '#ffffff')).toBeGreaterThanOrEqual(4.5);
});

it('reads what it writes, and takes anything unknown as left out', () => {
  const chosen = fc.record({
    show: fc.constantFrom(...shows),
    theme: fc.constantFrom(...themes),
    accent: fc.constantFrom(...accentNames),
    compact: fc.boolean(),
    lang: fc.constantFrom(undefined, 'en'),
    source: fc.constantFrom(undefined, 'blog'),
  });
  fc.assert(
    fc.property(chosen, (choices) => {
      expect(choicesOf(Object.fromEntries(unusual(choices)))).toEqual(choices);
      const { searchParams, pathname } = new URL(framePath('free-them', choices), 'https://amparo.example');
      expect(pathname).toBe('/embed/campaigns/free-them');
      expect(choicesOf(Object.fromEntries(searchParams))).toEqual(choices);
    }),
  );
  const usual = choicesOf({});
  for (const value of ['', 'RED', 'url(x)', '__proto__', 'constructor', '#ff0000;}'])
    expect(choicesOf({ show: value, theme: value, accent: value, compact: value })).toEqual(usual);
});

it('makes styles for each theme out of one: dark colours by the device, never, or always', () => {
  const styles = 'a{b:c}@media (prefers-color-scheme: dark){a{b:d}}@media(prefers-color-scheme:dark){e{f:g}}';
  expect(themed(styles, 'auto')).toBe(styles);
  expect(themed(styles, 'light')).toBe('a{b:c}@media not all{a{b:d}}@media not all{e{f:g}}');
  expect(themed(styles, 'dark')).toBe('a{b:c}@media all{a{b:d}}@media all{e{f:g}}');
  expect(new Set(allThemes(styles)).size).toBe(themes.length);
});

const embedded: Embedded = {
  publicUrl: 'https://amparo.example',
  slug: 'free-them',
  spoken: {
    '': {
      ...{ title: `${hostile} & "others" [x](y)`, path: '/campaigns/free-them' },
      ...{ link: `"><script>`, badge: `signatures] ${hostile}` },
    },
    ar: { title: 'الحرية', path: '/ar/campaigns/free-them', link: 'وقّع', badge: 'توقيعات' },
  },
  pinned: { file: 'amparo-AAAAAAAA.js', integrity: 'sha384-x' },
};

it('writes every text into code so that it stays text', () => {
  const { frame, element, html, markdown } = codesOf(embedded, choicesOf({}));
  for (const code of [frame, element, html]) {
    const tags = code.match(/<\/?[a-z][^>]*>/g)!.map((tag) => /<\/?([a-z-]+)/.exec(tag)?.[1]);
    expect(tags.filter((tag) => !['iframe', 'script', 'amparo-campaign', 'a', 'img'].includes(tag ?? ''))).toEqual([]);
    expect(code).not.toContain(hostile);
  }
  expect(element.match(/<script/g)).toHaveLength(1);
  expect(element).toContain('>&quot;&gt;&lt;script&gt;</a>');
  expect(markdown).toContain('[![signatures\\] ');
});

it('names in code only what is unusual, and sends no referrer', () => {
  const codes = codesOf(embedded, choicesOf({ show: 'form', accent: 'blue', compact: '1' }));
  expect(codes.frame).toMatch(
    /^<iframe src="https:\/\/amparo\.example\/embed\/campaigns\/free-them\?show=form&amp;accent=blue&amp;compact=1" /,
  );
  expect(codes.frame).toContain('referrerpolicy="no-referrer"');
  expect(codes.element).toContain('<amparo-campaign slug="free-them" show="form" accent="blue" compact="1">');
  expect(codes.element).toContain('rel="noreferrer"');
  expect(codes.pinned).toContain('integrity="sha384-x" crossorigin="anonymous" referrerpolicy="no-referrer"');
  expect(codes.address).toBe('https://amparo.example/campaigns/free-them');
});

it('writes a chosen language into all code', () => {
  const codes = codesOf(embedded, choicesOf({ lang: 'ar' }));
  expect(codes.frame).toContain('/embed/campaigns/free-them?lang=ar" title="الحرية"');
  expect(codes.element).toContain('<amparo-campaign slug="free-them" lang="ar">');
  expect(codes.element).toContain('<a href="https://amparo.example/ar/campaigns/free-them" rel="noreferrer">وقّع</a>');
  const [page, picture] = ['ar/campaigns/free-them', 'campaigns/free-them/badge.svg?lang=ar'].map(
    (path) => `https://amparo.example/${path}`,
  );
  expect(codes.html).toMatch(
    new RegExp(`^<a href="${page}" .*<img src="${picture?.replace('?', '\\?')}" alt="توقيعات"`),
  );
  expect(codes.markdown).toBe(`[![توقيعات](${picture})](${page})`);
  expect(codes.address).toBe(page);
});
