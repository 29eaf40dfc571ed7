import { isSlug } from '../../core/campaigns/values.ts';
import { pictureName, SHARE_SIZE, shareFile } from '../../core/pictures/address.ts';
import { Problem } from '../../core/problem.ts';
import { readableXml } from '../../core/xml.ts';
import { HttpProblem } from '../../http/problems.ts';
import { type Choices, choicesOf, heightOf, WIDTH } from '../../ui/browser/embed/choices.ts';
import { badgeCode, escaped, frameCode } from '../../ui/browser/embed/snippets.ts';
import { readAddress } from '../../ui/messages/addresses.ts';
import type { Translator } from '../../ui/messages/messages.ts';
import { languages } from '../../ui/messages/speak.ts';
import type { SiteDeps } from '../deps.ts';
import { type Found, findCampaign } from '../find.ts';
import { badge } from './badge.ts';
import { spokenEmbed, spokenFor } from './words.ts';

/** The parameters of a request, as the standard names them. CloudFront keeps one answer for each value of these. */
export const askedOfOEmbed = ['url', 'format', 'maxwidth', 'maxheight'] as const;
export type AskedOfOEmbed = { readonly [Name in (typeof askedOfOEmbed)[number]]?: string | undefined };

/** An answer of oEmbed 1.0 (https://oembed.com). Widths and heights are pixels, `cache_age` is seconds. */
export type OEmbed = Readonly<Record<string, string | number>>;

/** The answer has no number, which the frame shows. So a consumer may keep it, in seconds. */
const CACHE_AGE = 3_600;

/** Pixels in which a frame can still be read. Where there are fewer, a badge is shown. */
const LEAST = { width: 240, height: 100 };

/**
 * How to show a campaign in a frame, for programs that know only its address.
 * @throws {HttpProblem} `format-unknown`; `not-found` if the address is not that of a campaign here; `no-room` if
 * even a badge would not fit.
 * @throws {Problem} `invalid-query` if a parameter is missing or malformed, or as `findCampaign`.
 */
export async function oEmbedOf(
  deps: SiteDeps,
  { url, format = 'json', maxwidth, maxheight }: AskedOfOEmbed,
): Promise<{ format: 'json' | 'xml'; found: Found; data: OEmbed }> {
  if (format !== 'json' && format !== 'xml') throw new HttpProblem('format-unknown');
  if (!url) throw new Problem('invalid-query', { faults: [{ field: 'url', fault: 'missing' }] });
  const most = { width: pixels('maxwidth', maxwidth), height: pixels('maxheight', maxheight) };
  const address = campaignIn(url, deps.publicUrl);
  if (!address) throw new HttpProblem('not-found');
  const found = await findCampaign(deps, address.slug);
  const { translator, ...spoken } = await spokenFor(deps, found, address.lang || undefined);
  const { slug, title, group, share } = spoken.campaign;
  const shown =
    most.width < LEAST.width || most.height < LEAST.height
      ? badgeIn(deps, spoken, { translator, lang: address.lang }, most)
      : frameIn(deps, spoken, address, most);
  const picture = share ? `/${pictureName(slug, shareFile(share.id))}` : deps.assets.href('share.png');
  const data = {
    version: '1.0',
    type: 'rich',
    title,
    provider_name: translator.t('site.name'),
    provider_url: deps.publicUrl,
    ...(group && { author_name: group.name }),
    cache_age: CACHE_AGE,
    ...shown,
    ...(SHARE_SIZE.width <= most.width &&
      SHARE_SIZE.height <= most.height && {
        thumbnail_url: deps.publicUrl + picture,
        thumbnail_width: SHARE_SIZE.width,
        thumbnail_height: SHARE_SIZE.height,
      }),
  };
  return { format, found, data };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function frameIn({ publicUrl }: SiteDeps, { campaign }: Found, asked: Partial<Choices>, most: Size) {
  const choices = choicesOf({ lang: asked.lang, source: asked.source });
  const { slug, title } = campaign;
  const size = { width: Math.min(WIDTH, most.width), height: Math.min(heightOf(choices.show, title), most.height) };
  return { html: frameCode({ publicUrl, slug, title }, choices, size), ...size };
}

/** @param lang if the address chose one. @throws {HttpProblem} `no-room`. */
function badgeIn(
  { publicUrl, clock }: SiteDeps,
  found: Found,
  { translator, lang }: { translator: Translator; lang: string | undefined },
  most: Size,
) {
  const { width, height } = badge(found, translator, clock());
  if (width > most.width || height > most.height) throw new HttpProblem('no-room');
  const { slug } = found.campaign;
  return {
    html: badgeCode({ publicUrl, slug, ...spokenEmbed(found.campaign, translator, lang) }, lang),
    width,
    height,
  };
}

/** The campaign whose page, dashboard or other page is at an address of this service, and what the address asks for. */
function campaignIn(url: string, publicUrl: string): { slug: string; lang: string; source: string } | undefined {
  if (!URL.canParse(url)) return undefined;
  const { origin, pathname, searchParams } = new URL(url);
  const { path, language } = readAddress(pathname, languages);
  const slug = /^\/campaigns\/([^/]+)(?:\/(?:dashboard|share|embed)?)?$/.exec(path)?.[1];
  if (origin !== new URL(publicUrl).origin || slug === undefined || !isSlug(slug)) return undefined;
  return { slug, lang: language ?? searchParams.get('lang') ?? '', source: searchParams.get('source') ?? '' };
}

/** A size that a consumer gives. @returns pixels; without limit if none is given. @throws {Problem} `invalid-query`. */
function pixels(field: string, value: string | undefined): number {
  if (value === undefined) return Number.POSITIVE_INFINITY;
  if (!/^[1-9]\d{0,5}$/.test(value)) throw new Problem('invalid-query', { faults: [{ field, fault: 'malformed' }] });
  return Number(value);
}

/** The same answer as XML, which the standard allows, too. */
export const oEmbedXml = (data: OEmbed): string =>
  readableXml(
    [
      '<?xml version="1.0" encoding="utf-8" standalone="yes"?>',
      '<oembed>',
      ...Object.entries(data).map(([name, value]) => `<${name}>${escaped(String(value))}</${name}>`),
      '</oembed>\n',
    ].join('\n'),
  );
