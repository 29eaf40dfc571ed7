import type { Entry, Overview } from '../../core/overview/entry.ts';
import { peopleIn } from '../../core/overview/people.ts';
import { dayOf, isoTime } from '../../core/running/clock.ts';
import { readableXml } from '../../core/xml.ts';
import type { Translator } from '../../ui/messages/messages.ts';
import { partialDate } from '../partial-date.ts';

/** Programs that read feeds ask for all of it again and again. What is older is on the pages. */
const MOST_ENTRIES = 50;

interface News {
  /** Never changes, and no other entry has it. */
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly path: string;
  readonly summary: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly kind: 'campaign' | 'victory' | 'release';
}

/**
 * New campaigns, victories and releases, the newest first (Atom, https://www.rfc-editor.org/rfc/rfc4287). An event of which
 * only the month or the year is known stands at the beginning of that.
 */
export function feedOf(
  overview: Overview,
  { publicUrl, now, name, translator }: { publicUrl: string; now: number; name: string; translator: Translator },
): string {
  const { t, locale, href, dataHref } = translator;
  const { host } = new URL(publicUrl);
  const news = [
    ...overview.entries.flatMap((entry) => ofCampaign(entry, now, translator)),
    ...releases(overview, translator),
  ]
    .filter(({ at }) => at <= now)
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_ENTRIES);
  const link = (path: string, rel: string, type: string) =>
    `<link rel="${rel}" type="${type}" href="${xml(publicUrl + path)}"/>`;
  const entries = news.map(({ id, title, language, path, summary, at, kind }) =>
    [
      `<entry xml:lang="${xml(language)}">`,
      // https://www.rfc-editor.org/rfc/rfc4151: it stays when the service moves to another path.
      `<id>tag:${xml(host)},2026:${xml(id)}</id>`,
      `<title>${xml(title)}</title>`,
      `<updated>${isoTime(at)}</updated>`,
      link(href(path), 'alternate', 'text/html'),
      `<category term="${kind}"/>`,
      `<summary>${xml(summary)}</summary>`,
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

function ofCampaign(entry: Entry, now: number, translator: Translator): News[] {
  const { slug, title, language, summary, opensAt, createdAt, won } = entry;
  const path = `/campaigns/${slug}`;
  const opened = Math.max(Date.parse(opensAt), Date.parse(createdAt));
  const { t } = translator;
  return [
    {
      ...{ id: path.slice(1), title, language, path, summary, kind: 'campaign' },
      // One that opens later is news already.
      at: opened > now ? Date.parse(createdAt) : opened,
    },
    ...(won === undefined
      ? []
      : [
          {
            ...{ id: `${path.slice(1)}/won`, language, path, kind: 'victory' as const },
            title: t('feed.won', { title }),
            summary: won.words,
            at: Date.parse(won.on),
          },
        ]),
  ] satisfies News[];
}

function releases(overview: Overview, translator: Translator): News[] {
  const { t, locale } = translator;
  return peopleIn(overview).flatMap(({ id, name, status, history }) => {
    const release = history.findLast((event) => event.status === 'released');
    if (status !== 'released' || release === undefined) return [];
    const date = partialDate(release.on, translator);
    const { note } = release;
    return {
      // Somebody may be arrested again, and released again.
      ...{ id: `cases/${id}/released/${release.on}`, title: t('feed.free', { name }), kind: 'release' as const },
      ...{ language: locale, path: `/cases/${id}`, at: Date.parse(release.on) },
      summary: note === undefined ? t('feed.released', { name, date }) : t('feed.released.note', { name, date, note }),
    };
  });
}

/** Text for XML. */
const xml = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
