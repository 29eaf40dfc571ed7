import { hasRight } from '../../../../core/access/rights.ts';
import { isListed } from '../../../../core/campaigns/visibility.ts';
import type { Entry } from '../../../../core/overview/entry.ts';
import { LineField } from '../fields.tsx';
import type { Section } from '../section.ts';
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
  patch: (typed, _campaign, { titled }) => {
    // Each line is looked up in it: somebody may send very many.
    const byTitle = Map.groupBy(titled, ({ title }) => title.toLowerCase());
    return {
      sources: entriesOf(textIn(typed, 'sources')).map((source) => source.toLowerCase()),
      related: (textIn(typed, 'related') ?? '').split(/\r?\n/).flatMap((line) => slugsIn(line, byTitle)),
    };
  },
  view: ({ typed, errors }) => (
    <>
      <LineField name="sources" rows={4} {...{ typed, errors }} />
      <LineField name="related" rows={4} {...{ typed, errors }} />
    </>
  ),
  state: ({ sources, related }) => (sources.length + related.length > 0 ? 'done' : 'optional'),
};

const entriesOf = (typed = ''): string[] => typed.split(/[\s,;]+/).filter((entry) => entry !== '');

/** A line of short names, or one that is the title of a campaign. */
function slugsIn(line: string, byTitle: ReadonlyMap<string, readonly { readonly slug: string }[]>): string[] {
  const named = byTitle.get(line.trim().toLowerCase()) ?? [];
  return named.length === 1 ? named.map(({ slug }) => slug) : entriesOf(line).map(slugIn);
}

/** People paste the address of a campaign's page. */
const slugIn = (typed: string): string => /\/campaigns\/([a-z0-9-]+)\/?$/.exec(typed)?.[1] ?? typed;
