import { isActor, nouns } from '../../core/audit/acts.ts';
import type { AskedOfTrail } from '../../core/audit/asked.ts';
import type { AuditPage } from '../../core/audit/read.ts';
import type { Titles } from '../people/roles.tsx';
import { ConsoleField, ErrorSummary, type FieldError } from '../ui/form.tsx';
import { type ConsoleView, consolePage } from '../ui/page.tsx';
import { momentWords, t, type Word } from '../ui/words.ts';
import {
  actorWords,
  actWords,
  type CaseNames,
  didWords,
  fieldWords,
  type Named,
  nounWords,
  outcomeWords,
  subjectWords,
} from './words.ts';

export const AUDIT = '/organise/audit';

/** An address of the list that asks for this. */
export const auditAt = (asked: AskedOfTrail): string => {
  const given = Object.entries(asked).filter((one): one is [string, string] => Boolean(one[1]));
  return given.length === 0 ? AUDIT : `${AUDIT}?${new URLSearchParams(given)}`;
};

/** What organisers did, the newest first. */
export function auditPage(
  view: ConsoleView,
  {
    page,
    people,
    titles,
    cases,
    asked,
    errors,
  }: {
    page: AuditPage;
    titles: Titles;
    cases: CaseNames;
    people: readonly Named[];
    asked: AskedOfTrail;
    errors: readonly FieldError[];
  },
): string {
  const { before, limit, ...filter } = asked;
  const isFiltered = Object.values(filter).some(Boolean);
  const { entries, unreadable, next } = page;
  return consolePage(
    view,
    { title: t('audit.title'), hasFault: errors.length > 0 },
    <ErrorSummary errors={errors} />,
    <h1>{t('audit.title')}</h1>,
    <p>{t('audit.lead')}</p>,
    <p class="buttons">
      <a href={`${AUDIT}/check`}>{t('audit.check')}</a>
      <a href={`${AUDIT}/export`}>{t('audit.export')}</a>
    </p>,
    <details open={isFiltered || errors.length > 0}>
      <summary>{t('audit.filter')}</summary>
      <Filter asked={asked} people={people} errors={errors} />
    </details>,
    unreadable.length > 0 && <p class="waits">{t('audit.unreadable', { ids: unreadable.slice(0, 20).join(', ') })}</p>,
    entries.length === 0 ? (
      <p>{t(next !== undefined ? 'audit.none-here' : before ? 'audit.none-older' : 'audit.none')}</p>
    ) : (
      <ul class="rows">
        {entries.map((entry) => (
          <li>
            <p class="row-name">
              <a href={`${AUDIT}/${entry.id}`}>
                {didWords(entry, cases)}
                <span class="hidden"> ({entry.id})</span>
              </a>
            </p>
            <p class="row-side">
              <span>{momentWords(entry.at)}</span>
            </p>
            <p class="hint row-more">
              {[
                subjectWords(entry, { people, titles, cases }),
                `${actorWords(entry.actor, people)} ${t(`audit.client.${entry.client}` satisfies Word)}`,
                outcomeWords(entry) ?? fieldWords(entry),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    ),
    <p class="buttons">
      {next !== undefined && <a href={auditAt({ ...filter, before: next })}>{t('audit.older')}</a>}
      {before && <a href={auditAt(filter)}>{t('audit.newest')}</a>}
    </p>,
  );
}

const Filter = ({
  asked,
  people,
  errors,
}: {
  asked: AskedOfTrail;
  people: readonly Named[];
  errors: readonly FieldError[];
}) => (
  <form class="console-form" method="get" action={AUDIT} novalidate>
    <ConsoleField
      name="campaign"
      label={t('audit.campaign')}
      hint={t('audit.campaign.hint')}
      errors={errors}
      input={(control) => (
        <input {...control} type="text" autocapitalize="none" spellcheck={false} value={asked.campaign ?? ''} />
      )}
    />
    <ConsoleField
      name="person"
      label={t('audit.person')}
      errors={errors}
      input={(control) => (
        <select {...control}>
          <option value="">{t('audit.person.all')}</option>
          {[
            ...people.filter(isHere).map(({ id }) => id),
            'operator',
            'schedule',
            // Who was removed did something before.
            ...people.filter((one) => !isHere(one)).map(({ id }) => id),
            ...unknown(asked.person, people),
          ].map((actor) => (
            <option value={actor} selected={asked.person === actor}>
              {actorWords(actor, people)}
            </option>
          ))}
        </select>
      )}
    />
    <ConsoleField
      name="act"
      label={t('audit.act')}
      errors={errors}
      input={(control) => (
        <select {...control}>
          <option value="">{t('audit.act.all')}</option>
          {[...nouns, ...(asked.act && !nouns.some((one) => one === asked.act) ? [asked.act] : [])].map((act) => (
            <option value={act} selected={asked.act === act}>
              {act.includes('.') ? actWords(act) : nounWords(act)}
            </option>
          ))}
        </select>
      )}
    />
    {(['since', 'until'] as const).map((name) => (
      <ConsoleField
        name={name}
        label={t(`audit.${name}` satisfies Word)}
        hint={t('audit.day.hint')}
        errors={errors}
        input={(control) => <input {...control} type="date" value={asked[name] ?? ''} />}
      />
    ))}
    <p class="buttons">
      <button class="button" type="submit">
        {t('audit.show')}
      </button>
      <a href={AUDIT}>{t('audit.show-all')}</a>
    </p>
  </form>
);

const isHere = ({ removedAt }: Named): boolean => removedAt === undefined;

/** Somebody who is no organiser any more can still be asked for. */
const unknown = (person: string | undefined, people: readonly Named[]): string[] =>
  person && isActor(person) && !['operator', 'schedule'].includes(person) && !people.some(({ id }) => id === person)
    ? [person]
    : [];
