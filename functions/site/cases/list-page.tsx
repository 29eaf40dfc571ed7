import { caseStatuses } from '../../core/campaigns/values.ts';
import { peopleSorts } from '../../core/overview/choose-people.ts';
import type { Person } from '../../core/overview/people.ts';
import { Page } from '../../ui/layout.tsx';
import type { MessageKey } from '../../ui/messages/messages.ts';
import { addressOf, isChosen, type PeopleAsked } from '../list/asked.ts';
import { namedCountries } from '../list/countries.ts';
import { Misread } from '../list/misread.tsx';
import { Paging } from '../list/paging.tsx';
import { type Option, SearchForm } from '../list/search-form.tsx';
import type { SpokenPerson } from '../spoken-person.ts';
import type { Asked, PageView } from '../views.ts';
import { PersonCard } from './person-card.tsx';

export interface PeopleView extends PageView {
  /** What the address says, and what of it the list knows. */
  readonly query: Asked;
  readonly asked: PeopleAsked;
  /** Those of this page, and how many there are on all pages. */
  readonly shown: readonly SpokenPerson[];
  readonly found: number;
  readonly page: number;
  readonly pages: number;
  /** Everybody. */
  readonly all: readonly Person[];
}

const titles = {
  detained: 'cases.title',
  released: 'cases.title.released',
  died: 'cases.title.died',
} as const satisfies Record<Person['status'], MessageKey>;

/** Everybody for whom a campaign speaks, or those who were searched. */
export const PeoplePage = (view: PeopleView) => {
  const { asked, shown, found, page, pages, all, now, translator } = view;
  const { assets, publicUrl, group } = view;
  const { t } = translator;
  const here = addressOf('/cases', { ...asked, page });
  const title = asked.q ? t('cases.search.title', { q: asked.q }) : t(titles[asked.status ?? 'detained']);
  return (
    <Page
      {...{ assets, translator, publicUrl, group, title }}
      description={t('cases.description')}
      // No search engine shows what people search.
      path={asked.q === undefined ? here : undefined}
      at={here}
      sheet="lists"
    >
      <div class="wide">
        <Misread {...view} />
        <div class="list-head">
          <h1 class="list-title">{title}</h1>
          {!isChosen(asked) && <p class="lead">{t('cases.lead')}</p>}
          {!isChosen(asked) && <Sum {...view} />}
        </div>
        {all.length === 0 ? <p>{t('cases.none')}</p> : <Finder {...view} />}
        {(isChosen(asked) || page > 1) && (
          <p class="found">
            {t('cases.found', { count: found })}
            {pages > 1 && ` · ${t('list.page.of', { page, pages })}`}
          </p>
        )}
        {isChosen(asked) && found === 0 && <p>{t('list.found.none')}</p>}
        <ul class="entries people">
          {shown.map((one) => (
            <PersonCard {...{ one, now, translator }} />
          ))}
        </ul>
        <Paging path="/cases" {...{ asked, page, pages, translator }} />
        {isChosen(asked) && (
          <p class="actions">
            <a href={translator.href('/cases')}>{t('cases.found.all')}</a>
            {asked.q && (
              <a href={translator.href(addressOf('/', { q: asked.q, page: 1 }))}>{t('list.found.campaigns')}</a>
            )}
          </p>
        )}
      </div>
    </Page>
  );
};

/** How many people are in prison, released, or dead. */
const Sum = ({ all, translator: { t } }: PeopleView) => {
  const people = (status: Person['status']) =>
    all.reduce((sum, one) => (one.status === status ? sum + one.people : sum), 0);
  return (
    <p class="label">
      {caseStatuses
        .filter((status) => people(status) > 0)
        .map((status) => t(`cases.count.${status}`, { people: people(status) }))
        .join(' · ')}
    </p>
  );
};

const Finder = ({ asked, all, translator }: PeopleView) => {
  const { t } = translator;
  const sorts: Option[] = peopleSorts.map((sort) => [sort, t(`cases.sort.${sort}`)]);
  return (
    <SearchForm
      path="/cases"
      asked={asked}
      statuses={caseStatuses.map((status) => [status, t(`case.status.${status}`)])}
      countries={namedCountries(
        all.flatMap(({ country }) => country ?? []),
        translator,
      )}
      {...{ sorts, translator }}
    />
  );
};
