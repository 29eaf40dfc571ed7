import type { Organiser } from '../../core/access/people.ts';
import { hasRight, roleIn } from '../../core/access/rights.ts';
import { campaignRoles } from '../../core/access/roles.ts';
import type { SessionActor } from '../../core/access/sessions.ts';
import { inviteAt, nameOf, personAt } from '../people/pages.tsx';
import { roleDoes, roleName } from '../people/words.ts';
import { t } from '../ui/words.ts';

/**
 * Who works on a campaign. Only admins see who is an organiser: all others see what they may do here themselves, and whom to ask.
 * @param people all organisers. Undefined for those who may not see them.
 */
export const Team = ({
  slug,
  actor,
  people,
}: {
  slug: string;
  actor: SessionActor;
  people: readonly Organiser[] | undefined;
}) => {
  const role = roleIn(actor, slug);
  return (
    <>
      <h2>{t('team.title')}</h2>
      {people && <People slug={slug} people={people} />}
      {role && (
        <p>
          {t('campaign.your-role', { role: roleName(role) })}. {roleDoes(role)}
        </p>
      )}
      {!people && <p class="hint">{t('team.ask')}</p>}
      {hasRight(actor, 'organiser.write') && (
        <p>
          <a href={inviteAt(slug)}>{t('more.invite')}</a>
        </p>
      )}
    </>
  );
};

/** Those with a role here, the most powerful first. Admins need none: they are named once. */
const People = ({ slug, people }: { slug: string; people: readonly Organiser[] }) => {
  const found = people
    .flatMap((person) => {
      const role = Object.hasOwn(person.campaigns, slug) ? person.campaigns[slug] : undefined;
      return role === undefined || person.isAdmin ? [] : [{ person, role }];
    })
    .sort((one, other) => campaignRoles.indexOf(one.role) - campaignRoles.indexOf(other.role));
  const admins = people.filter(({ isAdmin }) => isAdmin);
  return (
    <ul class="rows">
      {found.map(({ person, role }) => (
        <li>
          <PersonLink person={person} />
          <p class="row-side hint">{roleName(role)}</p>
        </li>
      ))}
      {admins.map((person) => (
        <li>
          <PersonLink person={person} />
          <p class="row-side hint">{t('console.admin')}</p>
        </li>
      ))}
    </ul>
  );
};

const PersonLink = ({ person }: { person: Organiser }) => (
  <p class="row-name" dir="auto">
    <a href={personAt(person)}>{nameOf(person)}</a>
  </p>
);
