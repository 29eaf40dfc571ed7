import { isUntranslated, type Marked } from '../../core/campaigns/in-language.ts';
import type { Entry, Overview } from '../../core/overview/entry.ts';
import { type Person, peopleIn } from '../../core/overview/people.ts';
import type { SpokenEntry } from '../../core/overview/spoken.ts';
import { dayOf, isoTime } from '../../core/running/clock.ts';
import { readableXml } from '../../core/xml.ts';
import { type Translator, translatorOf } from '../../ui/messages/messages.ts';
import type { SiteDeps } from '../deps.ts';
import { partialDate } from '../partial-date.ts';
import { type Telling, tellingIn } from '../telling.ts';

/** Programs that read feeds ask for all of it again and again. What is older is on the pages. */
const MOST_ENTRIES = 50;

interface News {
  /** Never changes, and no other entry has it. */
  readonly id: string;
  readonly path: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly kind: 'campaign' | 'victory' | 'release';
  /** What it says: only what the feed shows is put into words. */
  readonly words: () => Promise<NewsWords>;
}

interface NewsWords {
  readonly title: string;
  readonly language: string;
  readonly summary: string;
  readonly summaryLanguage: string;
}

/** The feed of all campaigns in a language. @param lang a tag; left out, or none of ours: the default. */
export async function newsFeed(deps: SiteDeps, lang: string | undefined): Promise<string> {
  const [overview, group] = await Promise.all([deps.overview(), deps.group()]);
  const translator = translatorOf(lang);
  const name = group?.name ?? translator.t('site.name');
  const telling = tellingIn(translator.locale, deps);
  return feedOf(overview, { publicUrl: deps.publicUrl, now: deps.clock(), name, translator, telling });
}

/**
 * New campaigns, victories and releases, the newest first (Atom, https://www.rfc-editor.org/rfc/rfc4287). An event of which
 * only the month or the year is known stands at the beginning of that.
 */
async function feedOf(
  overview: Overview,
  {
    publicUrl,
    now,
    name,
    translator,
    telling,
  }: { publicUrl: string; now: number; name: string; translator: Translator; telling: Telling },
): Promise<string> {
  const { t, locale, href, dataHref } = translator;
  const { host } = new URL(publicUrl);
  const news = [
    ...overview.entries.flatMap((entry) => ofCampaign(entry, now, translator, telling)),
    ...releases(overview, translator, telling),
  ]
    .filter(({ at }) => at <= now)
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_ENTRIES);
  const link = (path: string, rel: string, type: string) =>
    `<link rel="${rel}" type="${type}" href="${xml(publicUrl + path)}"/>`;
  const told = await Promise.all(news.map(async ({ words, ...one }) => ({ ...one, ...(await words()) })));
  const entries = told.map(({ id, title, language, path, summary, summaryLanguage, at, kind }) =>
    [
      `<entry xml:lang="${xml(language)}">`,
      // https://www.rfc-editor.org/rfc/rfc4151: it stays when the service moves to another path.
      `<id>tag:${xml(host)},2026:${xml(id)}</id>`,
      `<title>${xml(title)}</title>`,
      `<updated>${isoTime(at)}</updated>`,
      link(href(path), 'alternate', 'text/html'),
      `<category term="${kind}"/>`,
      `<summary${summaryLanguage === language ? '' : ` xml:lang="${xml(summaryLanguage)}"`}>${xml(summary)}</summary>`,
      '</entry>',
    ].join(''),
  );
  const feed = [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${xml(locale)}">`,
    `<id>${xml(publicUrl)}/feed.atom</id>`,
    `<title>${xml(t('feed.title'))}</title>`,
    `<updated>${isoTime(news[0]?.at ?? dayOf(now))}</updated>`,
    `<author><name>${xml(name)}</name></author>`,
    link(dataHref('/feed.atom'), 'self', 'application/atom+xml'),
    link(href('/'), 'alternate', 'text/html'),
    ...entries,
    '</feed>\n',
  ].join('\n');
  return readableXml(feed);
}

function ofCampaign(entry: Entry, now: number, { t }: Translator, telling: Telling): News[] {
  const { slug, opensAt, createdAt, won } = entry;
  const path = `/campaigns/${slug}`;
  const opened = Math.max(Date.parse(opensAt), Date.parse(createdAt));
  const begun: News = {
    ...{ id: path.slice(1), path, kind: 'campaign' },
    // One that opens later is news already.
    at: opened > now ? Date.parse(createdAt) : opened,
    words: async () => {
      const spoken = await telling.entry(entry);
      return { title: spoken.title, ...summaryOf(spoken, spoken, 'summary') };
    },
  };
  if (won === undefined) return [begun];
  const victory: News = {
    ...{ id: `${path.slice(1)}/won`, path, kind: 'victory', at: Date.parse(won.on) },
    words: async () => {
      const spoken = await telling.entry(entry);
      const { title } = spoken;
      return { title: t('feed.won', { title }), ...summaryOf(spoken, spoken.won ?? won, 'words') };
    },
  };
  return [begun, victory];
}

/** A text as a summary. A translation may lack it. */
function summaryOf<Field extends string>(
  { language, translatedTo = language }: SpokenEntry,
  set: Marked & { readonly [Name in Field]: string },
  field: Field,
) {
  const of = isUntranslated(set, field) ? language : translatedTo;
  return { language: translatedTo, summary: set[field], summaryLanguage: of };
}

function releases(overview: Overview, translator: Translator, telling: Telling): News[] {
  const { t, locale } = translator;
  return peopleIn(overview).flatMap((one): News[] => {
    const { id, status } = one;
    const release = lastRelease(one);
    if (status !== 'released' || release === undefined) return [];
    const words = async () => {
      const spoken = await telling.person(one);
      const { name } = spoken;
      const { note } = lastRelease(spoken) ?? release;
      const date = partialDate(release.on, translator);
      const summary =
        note === undefined ? t('feed.released', { name, date }) : t('feed.released.note', { name, date, note });
      return { title: t('feed.free', { name }), language: locale, summary, summaryLanguage: locale };
    };
    // Somebody may be arrested again, and released again.
    const of = `cases/${id}/released/${release.on}`;
    return [{ id: of, path: `/cases/${id}`, at: Date.parse(release.on), kind: 'release', words }];
  });
}

const lastRelease = ({ history }: Person) => history.findLast((event) => event.status === 'released');

/** Text for XML. */
const xml = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
