import { hasRight } from '../../core/access/rights.ts';
import { MOST_SEARCHED } from '../../core/overview/bounds.ts';
import { shortened } from '../../core/shortened.ts';
import { ConsoleForm } from '../ui/form.tsx';
import { consolePage, type Me } from '../ui/page.tsx';
import { JustDone } from '../ui/said.tsx';
import { dayWords, t } from '../ui/words.ts';
import type { PeopleListed } from './listed.ts';
import { nameOf, PEOPLE, type PeopleView, personAt, State } from './pages.tsx';
import { FEW_ROLES, Roles, type Titles } from './roles.tsx';
import { addressWords } from './words.ts';

/** Everybody who runs campaigns. @param done what was just done, and to whom. */
export function peoplePage(
  view: PeopleView,
  { people, next, isFirst, isPaged, q }: PeopleListed,
  { titles, done }: { titles: Titles; done: string | undefined },
): string {
  const mayChange = hasRight(view.me.actor, 'organiser.write');
  return consolePage(
    view,
    { title: t('people.title') },
    done !== undefined && <JustDone>{done}</JustDone>,
    <h1>{t('people.title')}</h1>,
    <p>{t('people.lead')}</p>,
    mayChange && (
      <p>
        <a class="button" href={`${PEOPLE}/invite`}>
          {t('people.invite')}
        </a>
      </p>
    ),
    isPaged && <Search me={view.me} q={q} />,
    people.length === 0 && <p>{t('people.none-found', { q: shortened(q) })}</p>,
    <ul class="rows">
      {people.map((person) => (
        <li>
          <p class="row-name">{mayChange ? <a href={personAt(person)}>{nameOf(person)}</a> : nameOf(person)}</p>
          <p class="row-side">
            <State person={person} />
            <span>
              {person.lastSeenDay ? t('people.seen', { day: dayWords(person.lastSeenDay) }) : t('people.never')}
            </span>
          </p>
          <p class="hint row-more">
            {person.name && (
              <>
                {addressWords(person.address)}
                <br />
              </>
            )}
            <Roles of={person} titles={titles} most={FEW_ROLES} />
          </p>
        </li>
      ))}
    </ul>,
    q !== '' && next !== undefined && <p>{t('people.found-more', { people: people.length })}</p>,
    (q !== '' || next !== undefined || !isFirst) && (
      <p class="buttons">
        {q === '' && next !== undefined && (
          <a href={`${PEOPLE}?${new URLSearchParams({ after: next })}`}>{t('people.next')}</a>
        )}
        {(q !== '' || !isFirst) && <a href={PEOPLE}>{t(q === '' ? 'people.first' : 'people.to-list')}</a>}
      </p>
    ),
  );
}

/** Finds people. It is a form that is sent: no address of a page has a name of a person. */
const Search = ({ me, q }: { me: Me; q: string }) => (
  <ConsoleForm me={me} action={PEOPLE}>
    <div class="console-search">
      <div class="field">
        <label for="q">{t('people.search')}</label>
        <input
          id="q"
          name="q"
          type="search"
          maxlength={MOST_SEARCHED}
          value={q}
          autocomplete="off"
          spellcheck={false}
        />
      </div>
      <button class="button button-quiet" type="submit">
        {t('cases.search.do')}
      </button>
    </div>
  </ConsoleForm>
);
