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

/** What a person may do: a line for each role. */
export const Roles = ({
  of: { isAdmin, campaigns },
  titles,
}: {
  of: Pick<Organiser, 'isAdmin' | 'campaigns'>;
  titles: Titles;
}) => {
  if (isAdmin) return <>{t('people.is-admin')}</>;
  const roles = Object.entries(campaigns)
    .map(([slug, role]): { slug: string; role: CampaignRole; title: string } => ({
      ...{ slug, role, title: titles.get(slug)?.title ?? slug },
    }))
    .sort((one, other) => byTitle.compare(one.title, other.title));
  if (roles.length === 0) return <>{t('people.no-role')}</>;
  return (
    <>
      {roles.map(({ slug, role, title }, i) => (
        <>
          {i > 0 && <br />}
          <CampaignTitle slug={slug} titles={titles} />
          {/* Two campaigns may have one title. */}
          {roles.some((one) => one.slug !== slug && one.title === title) && ` (${slug})`}: {roleName(role)}
        </>
      ))}
    </>
  );
};
