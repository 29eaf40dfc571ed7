import type { Campaign } from '../core/campaigns/campaign.ts';
import type { CaseEvent, PrisonerCase } from '../core/campaigns/case.ts';
import { caseIds } from '../core/campaigns/case-ids.ts';
import { caseStatuses } from '../core/campaigns/values.ts';
import { isListed } from '../core/campaigns/visibility.ts';
import { type LanguageOfText, languagesIn } from '../ui/language.ts';
import type { Translator } from '../ui/messages/messages.ts';
import { Prose, type ToHtml } from '../ui/prose.tsx';
import { partialDate } from './partial-date.ts';
import { type PictureAt, Pictured } from './picture.tsx';

type CaseStatus = PrisonerCase['status'];

/** The people for whom the campaign speaks. */
export const Cases = ({
  campaign,
  translator,
  toHtml,
  pictureAt,
}: {
  campaign: Campaign;
  translator: Translator;
  toHtml?: ToHtml | undefined;
  pictureAt?: PictureAt | undefined;
}) => {
  const { slug, cases } = campaign;
  // Only the people of listed campaigns have pages of their own.
  const ids = isListed(campaign) ? caseIds(slug, cases) : [];
  return (
    <section aria-labelledby="cases">
      <h2 id="cases">{translator.t('campaign.cases')}</h2>
      <Bars cases={cases} />
      {cases.length > 1 && <Sum cases={cases} translator={translator} />}
      <ul class="cases">
        {cases.map((one, i) => (
          <Case
            {...{ slug, one, id: ids[i], lang: languagesIn(campaign, translator), translator, toHtml, pictureAt }}
          />
        ))}
      </ul>
    </section>
  );
};

const Case = ({
  slug,
  one,
  id,
  translator,
  lang,
  toHtml,
  pictureAt,
}: {
  slug: string;
  one: PrisonerCase;
  id: string | undefined;
  translator: Translator;
  lang: LanguageOfText;
  toHtml?: ToHtml | undefined;
  pictureAt: PictureAt | undefined;
}) => {
  const { t } = translator;
  const facts = [
    [
      t('case.arrested'),
      // The history of a case often begins with it.
      one.history?.[0]?.status !== 'detained' && one.detainedOn && partialDate(one.detainedOn, translator),
    ],
    [t('case.charge'), one.charge, 'charge'],
    [t('case.sentence'), one.sentence, 'sentence'],
  ] as const;
  const known = facts.filter(([, fact]) => fact);
  // The name of a group often contains the number, such as “14 people”. Then the page does not repeat it.
  const countPeople = one.people > 1 && !one.name.includes(String(one.people));
  return (
    <li class="case">
      {one.picture && (
        <Pictured slug={slug} picture={one.picture} sizes="14rem" at={pictureAt} {...{ lang, translator }} />
      )}
      <h3 {...lang(one, 'name')}>
        {id === undefined ? one.name : <a href={translator.href(`/cases/${id}`)}>{one.name}</a>}
      </h3>
      <p>
        <span class={`status status-${one.status}`}>{t(`case.status.${one.status}`)}</span>
        {countPeople && <span> · {t('case.people', { people: one.people })}</span>}
      </p>
      {one.work && <p {...lang(one, 'work')}>{one.work}</p>}
      {known.length > 0 && (
        <dl>
          {known.map(([name, fact, text]) => (
            <div>
              <dt>{name}</dt>
              <dd {...(text && lang(one, text))}>{fact}</dd>
            </div>
          ))}
        </dl>
      )}
      {one.history && <History events={one.history} translator={translator} lang={lang} />}
      {one.story && <Prose text={one.story} language={lang(one, 'story')} toHtml={toHtml} />}
    </li>
  );
};

/** What happened to a prisoner, in the order of time. */
export const History = ({
  events,
  translator,
  lang,
}: {
  events: readonly CaseEvent[];
  translator: Translator;
  lang: LanguageOfText;
}) => (
  <dl class="history">
    {events.map((event) => (
      <div>
        <dt>{partialDate(event.on, translator)}</dt>
        <dd>
          {event.note
            ? translator.parts('site.pair', {
                name: translator.t(`case.status.${event.status}`),
                value: <span {...lang(event, 'note')}>{event.note}</span>,
              })
            : translator.t(`case.status.${event.status}`)}
        </dd>
      </div>
    ))}
  </dl>
);

/** How many people are detained, released or dead, over all cases. */
const Sum = ({ cases, translator: { t } }: { cases: readonly PrisonerCase[]; translator: Translator }) => (
  <p class="label">
    {caseStatuses
      .map((status) => [status, peopleIn(cases, status)] as const)
      .filter(([, people]) => people > 0)
      .map(([status, people]) => t(`cases.count.${status}`, { people }))
      .join(' · ')}
  </p>
);

const MOST_BARS = 60;
const STEP = 9;

/** A bar for each person. The bars of released people stand apart and are crossed out. It repeats the words as a picture. */
export const Bars = ({ cases }: { cases: readonly Pick<PrisonerCase, 'people' | 'status'>[] }) => {
  const released = peopleIn(cases, 'released');
  const others = cases.reduce((sum, { people }) => sum + people, 0) - released;
  if (others + released > MOST_BARS) return null;
  const start = others === 0 ? STEP / 2 : (others + 1) * STEP;
  const width = (released === 0 ? others * STEP : start + released * STEP) + STEP;
  return (
    <svg class="bars" viewBox={`0 0 ${width} 40`} width={width} height="40" aria-hidden="true">
      <path class="mark-bars" d={strokes(2, others) + strokes(start + STEP, released)} />
      {released > 0 && <path class="mark-stroke" d={`M${start + 2} 29L${width - 2} 11`} />}
    </svg>
  );
};

/** One bar is written as the other, which compresses to next to nothing. */
const strokes = (from: number, people: number): string =>
  people === 0 ? '' : `M${from} 4v32${`m${STEP}-32v32`.repeat(people - 1)}`;

const peopleIn = (cases: readonly Pick<PrisonerCase, 'people' | 'status'>[], status: CaseStatus): number =>
  cases.reduce((sum, one) => (one.status === status ? sum + one.people : sum), 0);
