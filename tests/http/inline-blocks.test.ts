import { expect, it } from 'vitest';
import { sheetNames } from '../../functions/ui/assets.ts';
import { hashesIn, hashOf, inlineBlocks } from '../support/inline-blocks.ts';
import { type Row, signAnswers, siteAnswers } from './answers.ts';

const withScripts = [...siteAnswers, ...signAnswers].filter(
  ([, , , { type, status }]) => type?.startsWith('text/html') && status !== 304,
);
const read = async (ask: Row[2]) => {
  const answer = await ask();
  return { html: await answer.text(), policy: answer.headers.get('content-security-policy') ?? '' };
};

const isFrame = ([, , , { exposed, status }]: Row) => exposed === 'framed' && status !== 405;
const pages = withScripts.filter((row) => !isFrame(row));

it.each(withScripts.filter(isFrame))(
  'allows in %s (%s) the styles and the scripts of a frame',
  async (_route, _when, ask) => {
    const { html, policy } = await read(ask);
    const styles = inlineBlocks(html, 'style').map(hashOf);
    const scripts = inlineBlocks(html, 'script').map(hashOf);
    expect(styles).toHaveLength(1);
    expect(hashesIn(policy, 'style-src')).toEqual(expect.arrayContaining(styles));
    expect(scripts.length).toBe(html.includes('<form') ? 2 : 1);
    expect(hashesIn(policy, 'script-src')).toEqual(expect.arrayContaining(scripts));
    expect(policy).not.toMatch(/unsafe-|strict-dynamic|nonce-|report-sample/);
  },
);

it('knows pages of all kinds: of the site and of sign, right ones and problems', () => {
  expect(pages.length).toBeGreaterThan(30);
  expect(new Set(pages.map(([, , , { status }]) => status)).size).toBeGreaterThan(7);
});

/** These have lists, charts or the description of the API. Pages of forms and messages may have a second sheet, too. */
const withMore = [
  ...['GET /', 'GET /dashboard', 'GET /cases', 'GET /cases/:id', 'GET /docs', 'GET /docs/open-data'],
  ...['GET /campaigns/:slug/dashboard', 'GET /campaigns/:slug/wall'],
  ...['GET /campaigns/:slug/share', 'GET /campaigns/:slug/embed'],
];

const ownScriptAlone = ['GET /campaigns/:slug/dashboard', 'GET /campaigns/:slug/wall'];

it.each(pages)(
  'allows in %s (%s) the styles and the script of the page, and no others',
  async (route, _when, ask, answer) => {
    const { html, policy } = await read(ask);
    // A page that was asked for by HEAD has no content.
    if (html === '') return;
    const styles = inlineBlocks(html, 'style').map(hashOf);
    if (withMore.includes(route) && answer.status === 200) expect(styles).toHaveLength(2);
    expect(styles.length).toBeOneOf([1, 2]);
    // The policy is the same for all pages: it has all styles.
    const [first, ...sheets] = hashesIn(policy, 'style-src');
    expect(sheets).toHaveLength(sheetNames.length);
    expect(styles[0]).toBe(first);
    expect(sheets).toEqual(expect.arrayContaining(styles.slice(1)));
    // Some pages also name a file of ours, which has no content in the page.
    const scripts = inlineBlocks(html, 'script').filter((content) => content !== '');
    // A page without a form may have all its script in a file.
    const isAlone = ownScriptAlone.includes(route) && answer.status === 200;
    // Only a page that can be shared has an address without a token.
    const mayHaveToken = !html.includes('<meta property="og:url"');
    expect(scripts).toHaveLength(isAlone ? 0 : mayHaveToken ? 2 : 1);
    expect(hashesIn(policy, 'script-src')).toEqual(expect.arrayContaining(scripts.map(hashOf)));
    expect(hashesIn(policy, 'script-src')).toHaveLength(2);
    // A nonce would be the same for everybody who gets a kept page, and these words allow more than one block.
    expect(policy).not.toMatch(/unsafe-|strict-dynamic|nonce-|report-sample/);
  },
);

it('finds a block that its policy does not allow', async () => {
  const { html, policy } = await read(pages[0]![2]);
  const [smuggled] = inlineBlocks(html.replace('<head>', '<head><ScRiPt\n>alert(1)</script\n>'), 'script');
  expect(smuggled).toBe('alert(1)');
  expect(hashesIn(policy, 'script-src')).not.toContain(hashOf(smuggled!));
});
