import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Campaign, campaignFile } from '../../functions/core/campaigns/campaign.ts';
import { translatorOf } from '../../functions/ui/messages/messages.ts';
import { unbuiltAssets } from '../support/assets.ts';

const file = new URL('../../infra/local/sample/azerbaijan-prisoners-of-conscience.yaml', import.meta.url);

/** The campaign that `npm start` shows, or one much like it. */
export const sample = (changes: Partial<Campaign> = {}): Campaign => ({
  ...campaignFile.parse(parse(readFileSync(file, 'utf8'))),
  createdAt: '2013-10-09T00:00:00.000Z',
  ...changes,
});

/** What every page is given. */
export const around = {
  assets: unbuiltAssets,
  translator: translatorOf('en'),
  publicUrl: 'https://petition.example.org',
  now: Date.parse('2026-03-10T12:30:00Z'),
};

/** English words, read from right to left: what a page does with the direction does not hang on its words. */
export const rightToLeft = { ...around.translator, locale: 'ar', dir: 'rtl' } as const;

export const hostile = '"><script>alert(1)</script>\'&';

/** The attributes of the first element that an expression finds, such as `/<input[^>]*name="email"/`. */
export function attributesOf(html: string, element: RegExp): Record<string, string> {
  const start = html.search(element);
  if (start < 0) throw new Error(`No element matches ${element}.`);
  const tag = html.slice(start, html.indexOf('>', start));
  return Object.fromEntries(
    [...tag.matchAll(/\s([\w-]+)(?:="([^"]*)")?/g)].map(([, name, value]) => [name, value ?? '']),
  );
}
