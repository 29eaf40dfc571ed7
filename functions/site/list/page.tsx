import { campaignSorts, listStatuses } from '../../core/overview/choose.ts';
import type { SpokenEntry } from '../../core/overview/spoken.ts';
import { languageOf } from '../../ui/language.ts';
import { Mark, Page } from '../../ui/layout.tsx';
import { Victory } from '../outcome.tsx';
import type { Asked, PageView } from '../views.ts';
import { addressOf, type CampaignsAsked, isChosen } from './asked.ts';
import { Card } from './card.tsx';
import { namedCountries } from './countries.ts';
import { Misread } from './misread.tsx';
import { Paging } from './paging.tsx';
import { type Option, SearchForm } from './search-form.tsx';

export interface ListView extends PageView {
  /** What the address says, and what of it the list knows. */
  readonly query: Asked;
  readonly asked: CampaignsAsked;
  /** Those of this page, and how many there are on all pages. */
  readonly shown: readonly SpokenEntry[];
  readonly found: number;
  readonly page: number;
  readonly pages: number;
  /** Whether there is any campaign at all. */
  readonly isEmpty: boolean;
  /** Codes of the countries that campaigns have. */
  readonly countries: readonly string[];
  /** The latest victory, if there is one. */
  readonly latest?: SpokenEntry | undefined;
}

/** The first page: it says what this is, and shows the campaigns, all of them or those that were searched. */
export const CampaignListPage = (view: ListView) => {
  const { asked, shown, found, page, pages, isEmpty, latest, now, translator } = view;
  const { assets, publicUrl, group } = view;
  const { t } = translator;
  const here = addressOf('/', { ...asked, page });
  const isOpening = !isChosen(asked) && page === 1;
  const title = asked.q ? t('list.search.title', { q: asked.q }) : t('list.campaigns');
  return (
    <Page
      {...{ assets, translator, publicUrl, group }}
      title={isOpening ? t('site.name') : title}
      // No search engine shows what people search.
      path={asked.q === undefined ? here : undefined}
      at={here}
      feed
      sheet="lists"
    >
      <div class="wide">
        <Misread {...view} />
        {isOpening && (
          <div class="opening">
            <h1>{t('list.title')}</h1>
            <p class="lead">{t('list.lead')}</p>
            <Mark />
            <p class="actions">
              <a href={translator.href('/dashboard')}>{t('list.to-dashboard')}</a>
              <a href={translator.href('/cases')}>{t('list.to-cases')}</a>
            </p>
          </div>
        )}
        {isOpening && latest && <Latest entry={latest} translator={translator} />}
        {isOpening ? <h2 id="campaigns">{title}</h2> : <h1 class="list-title">{title}</h1>}
        {isEmpty ? <p>{t('list.none')}</p> : <Finder {...view} />}
        {!isOpening && !isEmpty && (
          <h2 class="found">
            {t('list.found', { count: found })}
            {pages > 1 && ` · ${t('list.page.of', { page, pages })}`}
          </h2>
        )}
        {isChosen(asked) && found === 0 && <p>{t('list.found.none')}</p>}
        <ul class="entries">
          {shown.map((entry, i) => (
            <Card {...{ entry, now, translator }} isFirst={i === 0 && !isOpening} />
          ))}
        </ul>
        <Paging path="/" {...{ asked, page, pages, translator }} />
        {isChosen(asked) && (
          <p class="actions">
            <a href={translator.href('/')}>{t('list.found.all')}</a>
            {asked.q && (
              <a href={translator.href(addressOf('/cases', { q: asked.q, page: 1 }))}>{t('list.found.people')}</a>
            )}
          </p>
        )}
      </div>
    </Page>
  );
};

/** What was reached last, in large letters, before anything that asks. */
const Latest = ({ entry, translator }: { entry: SpokenEntry; translator: ListView['translator'] }) => (
  <section class="latest" aria-label={translator.t('list.won')}>
    <Victory campaign={entry} translator={translator} />
    <p {...languageOf(entry, translator)}>
      <a href={translator.href(`/campaigns/${entry.slug}`)}>{entry.title}</a>
    </p>
  </section>
);

const Finder = ({ asked, countries, translator }: ListView) => {
  const { t } = translator;
  const sorts: Option[] = campaignSorts.map((sort) => [sort, t(`list.sort.${sort}`)]);
  return (
    <SearchForm
      path="/"
      asked={asked}
      statuses={listStatuses.map((status) => [status, t(`list.status.${status}`)])}
      countries={namedCountries(countries, translator)}
      {...{ sorts, translator }}
    />
  );
};
