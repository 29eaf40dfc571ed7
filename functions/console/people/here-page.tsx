import type { Organiser } from '../../core/access/people.ts';
import { Answers, ConsoleForm, Hidden } from '../ui/form.tsx';
import { consolePage, type OwnView } from '../ui/page.tsx';
import type { Typed } from '../ui/typed.ts';
import { t } from '../ui/words.ts';
import type { RolesForm } from './form.ts';
import { nameOf, personAt, rolesWords, State } from './pages.tsx';

/** Says that the person whom somebody invites is an organiser already. Nothing is done, and nothing typed is lost. */
export function herePage(
  view: OwnView,
  { person, typed, roles }: { person: Organiser; typed: Typed; roles: RolesForm },
): string {
  const { csrf, step, ...rest } = typed;
  const name = nameOf(person);
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
        { name: 'people.email', value: person.address },
        { name: 'people.now', value: rolesWords(person) },
        { name: 'people.wanted', value: rolesWords(roles) },
      ]}
    />,
    <p>{t('people.here.then')}</p>,
    <ConsoleForm me={view.me} action="/organise/people/invite">
      <Hidden fields={rest} />
      <p class="buttons">
        <a class="button" href={personAt(person)}>
          {t('people.here.go', { name })}
        </a>
        <button class="link-button" type="submit" name="step" value="change">
          {t('people.here.other')}
        </button>
      </p>
    </ConsoleForm>,
  );
}
