import type { Campaign, PrisonerCase } from '../core/campaigns/campaign.ts';
import type { Translator } from '../ui/messages/messages.ts';
import { languageOf, Paragraphs } from './campaign-text.tsx';

/** The people for whom the campaign speaks. */
export const Cases = ({ campaign, translator }: { campaign: Campaign; translator: Translator }) => (
  <section aria-labelledby="cases">
    <h2 id="cases">{translator.t('campaign.cases')}</h2>
    <ul class="cases">
      {campaign.cases.map((one) => (
        <Case one={one} translator={translator} language={languageOf(campaign, translator)} />
      ))}
    </ul>
  </section>
);

const Case = ({
  one,
  translator,
  language,
}: {
  one: PrisonerCase;
  translator: Translator;
  language: ReturnType<typeof languageOf>;
}) => {
  const { t } = translator;
  const facts = [
    [
      t(one.status === 'detained' ? 'case.since' : 'case.detained-on'),
      one.detainedOn && partialDate(one.detainedOn, translator),
    ],
    [t('case.charge'), one.charge],
    [t('case.sentence'), one.sentence],
  ] as const;
  const told = facts.filter(([, fact]) => fact);
  // A group is often named by its number, such as “14 people”; then that is not said again.
  const countPeople = one.people > 1 && !one.name.includes(String(one.people));
  return (
    <li class="case">
      <Bars people={one.people} status={one.status} />
      <h3 {...language}>{one.name}</h3>
      <p>
        <span class={`status status-${one.status}`}>{t(`case.status.${one.status}`)}</span>
        {countPeople && <span> · {t('case.people', { people: one.people })}</span>}
      </p>
      {one.work && (
        <p class="work" {...language}>
          {one.work}
        </p>
      )}
      {told.length > 0 && (
        <dl>
          {told.map(([name, fact]) => (
            <div>
              <dt>{name}</dt>
              <dd {...language}>{fact}</dd>
            </div>
          ))}
        </dl>
      )}
      {one.story && <Paragraphs text={one.story} language={language} />}
    </li>
  );
};

const MOST_BARS = 60;

/** A bar for each person; a stroke crosses the bars of those who are free. A picture of what the words beside it say. */
const Bars = ({ people, status }: Pick<PrisonerCase, 'people' | 'status'>) => {
  if (people > MOST_BARS) return null;
  const width = people * 9 + 9;
  return (
    <svg class="bars" viewBox={`0 0 ${width} 32`} width={width} height="32" aria-hidden="true">
      <path class="mark-bars" d={`M9 4v24${'m9-24v24'.repeat(people - 1)}`} />
      {status === 'released' && <path class="mark-stroke" d={`M3 24L${width - 3} 8`} />}
    </svg>
  );
};

/** A day, a month or a year, as exact as it is known. */
function partialDate(date: string, translator: Translator): string {
  if (date.length === 'YYYY'.length) return date;
  return date.length === 'YYYY-MM'.length ? translator.date(`${date}-01`, 'month') : translator.date(date);
}
