import type { Organiser } from '../../core/access/people.ts';
import { Answers, ConsoleForm, Hidden } from '../ui/form.tsx';
import { consolePage, type OwnView } from '../ui/page.tsx';
import { BY } from '../ui/put-back.ts';
import type { Typed } from '../ui/typed.ts';
import { t } from '../ui/words.ts';
import { type RolesForm, typedOf } from './form.ts';
import { inviteAt, nameOf, personAt, State } from './pages.tsx';
import { Roles, type Titles } from './roles.tsx';
import { addressWords } from './words.ts';

/** Says that the person whom somebody invites is an organiser already. Nothing is done, and nothing typed is lost. */
export function herePage(
  view: OwnView,
  {
    person,
    typed,
    roles,
    titles,
    from,
  }: { person: Organiser; typed: Typed; roles: RolesForm; titles: Titles; from: string | undefined },
): string {
  const { csrf, [BY]: _, step, ...rest } = typed;
  const name = nameOf(person);
  const given = withChoice(person, roles);
  const title = t('people.here.title', { name });
  return consolePage(
    view,
    { title },
    <h1>{title}</h1>,
    <p class="lead">{t('people.here.what')}</p>,
    person.state !== 'active' && (
      <p>
        <State person={person} />
      </p>
    ),
    <Answers
      rows={[
        { name: 'people.email', value: addressWords(person.address) },
        { name: 'people.now', value: <Roles of={person} titles={titles} /> },
        { name: 'people.wanted', value: <Roles of={roles} titles={titles} /> },
      ]}
    />,
    given && (
      <ConsoleForm me={view.me} action={`${personAt(person)}/roles`}>
        <Hidden fields={typedOf({ ...given, revision: person.revision })} />
        <p>
          <button class="button" type="submit" name="step" value="check">
            {t('people.here.give', { name })}
          </button>
        </p>
      </ConsoleForm>
    ),
    <p>{t('people.here.then')}</p>,
    <ConsoleForm me={view.me} action={inviteAt(from)}>
      <Hidden fields={rest} />
      <p class="buttons">
        <a class={given ? undefined : 'button'} href={personAt(person)}>
          {t('people.here.go', { name })}
        </a>
        <button class="link-button" type="submit" name="step" value="change">
          {t('people.here.other')}
        </button>
      </p>
    </ConsoleForm>,
  );
}

/**
 * What the person would have with what was chosen, beside what they have. Undefined if that is nothing more, or they have all as an
 * admin.
 */
function withChoice(person: Organiser, { isAdmin, campaigns }: RolesForm): RolesForm | undefined {
  if (person.isAdmin) return undefined;
  const isMore = isAdmin || Object.entries(campaigns).some(([slug, role]) => person.campaigns[slug] !== role);
  return isMore ? { isAdmin, campaigns: { ...person.campaigns, ...campaigns } } : undefined;
}
