import { MOST_SEARCHED } from '../../core/overview/bounds.ts';
import type { Translator } from '../../ui/messages/messages.ts';
import type { ListAsked } from './asked.ts';

/** A choice of a filter: what the address says, and what people read. */
export type Option = readonly [value: string, words: string];

/** The form that searches and filters a list. It works without a script, by the address alone. */
export const SearchForm = ({
  path,
  asked,
  statuses,
  countries,
  sorts,
  translator: { t, href },
}: {
  path: string;
  asked: ListAsked;
  statuses: readonly Option[];
  /** Codes of the countries that the list has. */
  countries: readonly Option[];
  /** Without a search, the first one is the order without a choice. */
  sorts: readonly Option[];
  translator: Translator;
}) => {
  const [[, usual] = ['', ''], ...others] = sorts;
  const orders: Option[] = asked.q === undefined ? [['', usual], ...others] : [['', t('list.sort.best')], ...sorts];
  return (
    <search>
      <form class="finder" action={href(path)} method="get">
        <div class="field finder-words">
          <label for="q">{t('list.search')}</label>
          <p class="hint" id="q-hint">
            {t('list.search.hint')}
          </p>
          <input
            id="q"
            name="q"
            type="search"
            maxlength={MOST_SEARCHED}
            value={asked.q ?? ''}
            autocomplete="off"
            spellcheck={false}
            aria-describedby="q-hint"
          />
        </div>
        <button class="button" type="submit">
          {t('list.search.submit')}
        </button>
        <details open={[asked.status, asked.country, asked.sort].some((one) => one !== undefined)}>
          <summary>{t('list.filters')}</summary>
          <div class="finder-filters">
            <Choice
              name="status"
              words={t('list.status')}
              options={[['', t('list.status.all')], ...statuses]}
              {...asked}
            />
            {countries.length > 1 && (
              <Choice
                name="country"
                words={t('list.country')}
                options={[['', t('list.country.all')], ...countries]}
                {...asked}
              />
            )}
            <Choice name="sort" words={t('list.sort')} options={orders} {...asked} />
          </div>
        </details>
      </form>
    </search>
  );
};

const Choice = ({
  name,
  words,
  options,
  ...asked
}: ListAsked & { name: 'status' | 'country' | 'sort'; words: string; options: readonly Option[] }) => (
  <div class="field">
    <label for={name}>{words}</label>
    <select id={name} name={name}>
      {options.map(([value, shown]) => (
        <option value={value} selected={value === (asked[name] ?? '')}>
          {shown}
        </option>
      ))}
    </select>
  </div>
);
