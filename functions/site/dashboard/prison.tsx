import type { PrisonerCase } from '../../core/campaigns/case.ts';
import { caseIds } from '../../core/campaigns/case-ids.ts';
import { isListed } from '../../core/campaigns/visibility.ts';
import { dayOf } from '../../core/running/clock.ts';
import { type SpanRow, Spans, spansHeight } from '../../ui/charts/spans.tsx';
import type { Translator } from '../../ui/messages/messages.ts';
import type { DashboardView } from '../views.ts';
import { type DrawnChart, ticksOf } from './drawn.ts';
import { type Held, heldOf, runOf } from './held.ts';

/** More bars would be a list, which the table is. */
const BARS = 8;
/** A longer table makes the page slow. The file has all, and the campaign's page tells about each. */
const ROWS = 24;
/** Of so many who are no longer in prison the words speak. */
const FREED = 2;
/** So many letters of a name fit beside the number on a phone. */
const NAME = 22;

/** For how long the people of a campaign have been in prison, and which part of that time the campaign has run. */
export function prisonChart(view: DashboardView): DrawnChart | undefined {
  const { campaign, now, translator } = view;
  const { t } = translator;
  const all = heldOf(withIds(campaign), now);
  const drawn = all.slice(0, BARS);
  if (drawn.length === 0) return undefined;
  const from = Math.min(...drawn.flatMap(({ spells }) => spells.map((spell) => spell.from.earliest)));
  const run = runOf(campaign, now);
  const ends = drawn.flatMap(({ spells }) => spells.map((spell) => spell.until.latest));
  // Nothing happened after the last of them was free and the campaign was over.
  const until = Math.min(dayOf(now), Math.max(...ends, run?.until ?? 0));
  if (until <= from) return undefined;
  const share = (moment: number) => (moment - from) / (until - from);
  const rows: SpanRow[] = drawn.map(({ name, days, spells }) => ({
    label: shortened(name),
    number: t(days.least === days.most ? 'dashboard.prison.days' : 'dashboard.prison.days-and-more', {
      days: days.least,
    }),
    sure: spells.map((spell) => ({ from: share(spell.from.latest), until: share(spell.until.earliest) })),
    unsure: spells.map((spell) => ({ from: share(spell.from.earliest), until: share(spell.until.latest) })),
  }));
  const isRun =
    run !== undefined &&
    rows.some(({ sure }) => sure.some((one) => one.until > share(run.from) && one.from < share(run.until)));
  const isUnsure = drawn.some(({ days }) => days.least !== days.most);
  const description = t('dashboard.prison.description', { count: all.length });
  return {
    title: t('dashboard.prison'),
    description,
    summary: prisonRemarks(all, run, translator),
    head: [
      t('dashboard.prison.name'),
      t('dashboard.prison.least'),
      t('dashboard.prison.most'),
      t('dashboard.prison.now'),
    ],
    rows: all.slice(0, ROWS).map(({ id, name, days, status }) => ({
      ...{ label: name, href: id && addressOf(id) },
      value: days.least,
      more: [translator.number(days.most), t(`case.status.${status}`)],
    })),
    more: all.length > ROWS && (
      <>
        {t('dashboard.prison.more', { count: all.length - ROWS })}{' '}
        <a href={translator.href(`/campaigns/${campaign.slug}#cases`)}>{t('dashboard.prison.all')}</a>
      </>
    ),
    csv: () => [
      ['name', 'people', 'status', 'days at least', 'days at most'],
      ...all.map(({ name, people, status, days }) => [name, people, status, days.least, days.most]),
    ],
    notes: () => [t('dashboard.prison.key')],
    below: (
      <>
        <p class="hint chart-key">
          <span class="key-ink">{t('dashboard.prison.key.ink')}</span>{' '}
          {isRun && <span class="key-red">{t('dashboard.prison.key.red')}</span>}{' '}
          {isUnsure && <span class="key-quiet">{t('dashboard.prison.key.quiet')}</span>}
        </p>
        <About people={drawn} translator={translator} />
      </>
    ),
    picture: (
      <Spans
        {...{ rows, description, translator }}
        marked={run && { from: share(run.from), until: share(run.until) }}
        axis={ticksOf({ from, until }, translator)}
      />
    ),
    height: spansHeight(rows.length),
  };
}

/** The pages of these people, if the campaign is listed. Others have none. */
const About = ({ people, translator: { t } }: { people: readonly Held[]; translator: Translator }) => {
  const known = people.filter(({ id }) => id !== undefined);
  return known.length === 0 ? null : (
    <p class="chart-people">
      {t('dashboard.prison.about')}
      {known.map(({ id = '', name }) => (
        <>
          {' '}
          <a href={addressOf(id)}>{name}</a>
        </>
      ))}
    </p>
  );
};

const addressOf = (id: string): string => `/cases/${id}`;

/** The cases with the ids of their pages. */
function withIds(campaign: DashboardView['campaign']): PrisonerCase[] {
  const { slug, cases } = campaign;
  const ids = isListed(campaign) ? caseIds(slug, cases) : [];
  return cases.map((one, i) => ({ ...one, id: ids[i] }));
}

function prisonRemarks(all: readonly Held[], run: ReturnType<typeof runOf>, translator: Translator): string[] {
  const { t } = translator;
  const longest = all.find(({ status }) => status === 'detained');
  const remarks: string[] = [];
  if (longest)
    remarks.push(t('dashboard.prison.longest', { name: longest.name, days: daysWords(longest.days, translator) }));
  for (const one of all.filter(({ status }) => status !== 'detained').slice(0, FREED))
    remarks.push(
      t('dashboard.prison.was', {
        name: one.name,
        days: daysWords(one.days, translator),
        now: t(`case.status.${one.status}`),
      }),
    );
  if (longest && run && run.days > 0) remarks.push(t('dashboard.prison.run', { days: run.days }));
  const people = all.reduce((sum, one) => sum + one.people, 0);
  if (people > 1) {
    const together = (which: 'least' | 'most') => all.reduce((sum, one) => sum + one.people * one.days[which], 0);
    const days = daysWords({ least: together('least'), most: together('most') }, translator);
    remarks.push(t('dashboard.prison.together', { people, days }));
  }
  return remarks;
}

/** Days as exactly as they are known. */
const daysWords = ({ least, most }: Held['days'], { t }: Translator): string =>
  t(least === most ? 'dashboard.prison.days' : 'dashboard.prison.days-at-least', { days: least });

function shortened(name: string): string {
  const letters = [...name];
  return letters.length <= NAME
    ? name
    : `${letters
        .slice(0, NAME - 1)
        .join('')
        .trimEnd()}…`;
}
