import { LineField } from '../fields.tsx';
import type { Section } from '../section.ts';
import { textIn } from '../typed.ts';

/** Names in shared links, and the campaigns to which this one points: one on each line. */
export const sources: Section = {
  name: 'sources',
  word: 'section.sources',
  right: 'campaign.write',
  owns: ['sources', 'related'],
  fields: ({ sources, related }) => ({ sources: sources.join('\n'), related: related.join('\n') }),
  patch: (typed) => ({
    sources: entriesOf(textIn(typed, 'sources')).map((source) => source.toLowerCase()),
    related: entriesOf(textIn(typed, 'related')).map(slugIn),
  }),
  view: ({ typed, errors }) => (
    <>
      <LineField name="sources" rows={4} {...{ typed, errors }} />
      <LineField name="related" rows={4} {...{ typed, errors }} />
    </>
  ),
  state: ({ sources, related }) => (sources.length + related.length > 0 ? 'done' : 'optional'),
};

const entriesOf = (typed = ''): string[] => typed.split(/[\s,;]+/).filter((entry) => entry !== '');

/** People paste the address of a campaign's page. */
const slugIn = (typed: string): string => /\/campaigns\/([a-z0-9-]+)\/?$/.exec(typed)?.[1] ?? typed;
