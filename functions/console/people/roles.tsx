import type { Organiser } from '../../core/access/people.ts';
import type { CampaignRole } from '../../core/access/roles.ts';
import type { Entry } from '../../core/overview/entry.ts';
import { t } from '../ui/words.ts';
import { roleName } from './words.ts';

/** The titles of campaigns by their slugs: `Organised.bySlug`, which costs no read for each. */
export type Titles = ReadonlyMap<string, Pick<Entry, 'title' | 'language'>>;

const byTitle = new Intl.Collator('en', { numeric: true });

/** The title of a campaign, or its short name if there is none any more. */
export const CampaignTitle = ({ slug, titles }: { slug: string; titles: Titles }) => {
  const found = titles.get(slug);
  return found ? <bdi lang={found.language}>{found.title}</bdi> : <bdi>{slug}</bdi>;
};

/** For each set of titles, those that more than one campaign has: it is asked for each person of a list. */
const known = new WeakMap<Titles, ReadonlySet<string>>();

function repeatedIn(titles: Titles): ReadonlySet<string> {
  const found = known.get(titles);
  if (found) return found;
  const [met, repeated] = [new Set<string>(), new Set<string>()];
  for (const { title } of titles.values()) (met.has(title) ? repeated : met).add(title);
  known.set(titles, repeated);
  return repeated;
}

/** Roles of one person in a list of people. */
export const FEW_ROLES = 5;

/** What a person may do: a line for each role. @param most lines. Left out: all. */
export const Roles = ({
  of: { isAdmin, campaigns },
  titles,
  most = Number.POSITIVE_INFINITY,
}: {
  of: Pick<Organiser, 'isAdmin' | 'campaigns'>;
  titles: Titles;
  most?: number;
}) => {
  if (isAdmin) return <>{t('people.is-admin')}</>;
  const roles = Object.entries(campaigns)
    .map(([slug, role]): { slug: string; role: CampaignRole; title: string } => ({
      ...{ slug, role, title: titles.get(slug)?.title ?? slug },
    }))
    .sort((one, other) => byTitle.compare(one.title, other.title));
  if (roles.length === 0) return <>{t('people.no-role')}</>;
  const shown = roles.slice(0, most);
  const repeated = repeatedIn(titles);
  return (
    <>
      {shown.map(({ slug, role, title }, i) => (
        <>
          {i > 0 && <br />}
          <CampaignTitle slug={slug} titles={titles} />
          {/* Two campaigns may have one title, also if the person has a role in one of them. */}
          {repeated.has(title) && ` (${slug})`}: {roleName(role)}
        </>
      ))}
      {roles.length > shown.length && (
        <>
          <br />
          {t('people.roles.more', { roles: roles.length - shown.length })}
        </>
      )}
    </>
  );
};
