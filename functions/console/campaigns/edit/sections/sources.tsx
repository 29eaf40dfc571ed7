import { hasRight } from '../../../../core/access/rights.ts';
import { isSlug, MOST_IN } from '../../../../core/campaigns/values.ts';
import { isListed } from '../../../../core/campaigns/visibility.ts';
import type { Entry } from '../../../../core/overview/entry.ts';
import { shortened } from '../../../../core/shortened.ts';
import type { FieldError } from '../../../ui/form.tsx';
import { inOneLine } from '../../../ui/typed.ts';
import { t } from '../../../ui/words.ts';
import { LineField } from '../fields.tsx';
import type { Section, Typed } from '../section.ts';
import { textIn } from '../typed.ts';

interface Known {
  readonly titled: readonly Entry[];
}

/** Names in shared links, and the campaigns to which this one points: one on each line. */
export const sources: Section<Known> = {
  name: 'sources',
  word: 'section.sources',
  right: 'campaign.write',
  owns: ['sources', 'related'],
  // The campaigns that a title may mean: nobody learns here of a draft of others.
  known: async (deps, actor) => {
    const { entries } = await deps.organised();
    return { titled: entries.filter((one) => isListed(one) || hasRight(actor, 'campaign.read', one.slug)) };
  },
  fields: ({ sources, related }) => ({ sources: sources.join('\n'), related: related.join('\n') }),
  faults: (typed, _campaign, known) => linesOf(typed, known).flatMap(({ fault }) => fault ?? []),
  patch: (typed, _campaign, known) => ({
    sources: namesOf(textIn(typed, 'sources')).map((source) => source.toLowerCase()),
    related: linesOf(typed, known).flatMap(({ slugs = [] }) => slugs),
  }),
  view: ({ typed, errors }) => (
    <>
      <LineField name="sources" rows={4} {...{ typed, errors }} />
      <LineField name="related" rows={4} {...{ typed, errors }} />
    </>
  ),
  state: ({ sources, related }) => (sources.length + related.length > 0 ? 'done' : 'optional'),
};

/** A blank ends no name: it is a fault of one, which the campaign's rules find. */
const namesOf = (typed = ''): string[] =>
  typed
    .split(/[\r\n,;]+/)
    .map((name) => name.trim())
    .filter((name) => name !== '');

const entriesOf = (typed = ''): string[] => typed.split(/[\s,;]+/).filter((entry) => entry !== '');

interface Line {
  readonly slugs?: readonly string[];
  readonly fault?: FieldError;
}

/** Lines that are looked up: far more than a campaign may have. Each may have a fault of its own. */
const MOST_LINES = 4 * MOST_IN.related;
/** Letters of a line that is looked up: as many addresses as a campaign may have, all of them long. */
const MOST_LETTERS = 500 * MOST_IN.related;

function linesOf(typed: Typed, { titled }: Known): Line[] {
  const lines = (textIn(typed, 'related') ?? '').split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length > MOST_LINES) return [{ fault: faultOf(t('related.many', { most: MOST_IN.related })) }];
  const bySlug = new Set(titled.map(({ slug }) => slug));
  const byTitle = Map.groupBy(titled, ({ title }) => titleAsTyped(title).toLowerCase());
  return lines.map((line) => lineAs(line, bySlug, byTitle));
}

const faultOf = (message: string): FieldError => ({ field: 'related', message });

/** A line is the title of a campaign, or has short names. */
function lineAs(line: string, bySlug: ReadonlySet<string>, byTitle: ReadonlyMap<string, readonly Entry[]>): Line {
  if (line.length > MOST_LETTERS) return { fault: faultOf(t('related.unknown', { title: shortened(line.trim()) })) };
  const title = titleAsTyped(line);
  const named = byTitle.get(title.toLowerCase()) ?? [];
  if (named.length === 1) return { slugs: named.map(({ slug }) => slug) };
  const words = entriesOf(line).map((typed) => ({ typed, slug: slugIn(typed) }));
  // Titles have words, too: several are short names only if each looks like one.
  const isNamed = ({ typed, slug }: { typed: string; slug: string }) =>
    isSlug(slug) && (slug !== typed || slug.includes('-') || bySlug.has(slug));
  const areSlugs = words.length === 1 ? words.every(({ slug }) => isSlug(slug)) : words.every(isNamed);
  if (areSlugs && (named.length === 0 || words.every(isNamed))) return { slugs: words.map(({ slug }) => slug) };
  const word = named.length > 1 ? 'related.shared' : 'related.unknown';
  return { fault: faultOf(t(word, { title: shortened(title) })) };
}

/** Pages show several blanks as one. */
const titleAsTyped = (text: string): string => inOneLine(text).replace(/\s+/g, ' ');

/** People paste the address of a campaign's page, as it is in a link that says its language or source. */
const slugIn = (typed: string): string => {
  const [path = ''] = typed.split(/\/?[?#]/, 1);
  return /\/campaigns\/([a-z0-9-]+)\/?$/.exec(path)?.[1] ?? path;
};
