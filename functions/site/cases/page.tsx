import { campaignStatus } from '../../core/campaigns/status.ts';
import { MOST_SEARCHED } from '../../core/overview/bounds.ts';
import type { SpokenEntry } from '../../core/overview/spoken.ts';
import { languageOf, languagesIn } from '../../ui/language.ts';
import { Page } from '../../ui/layout.tsx';
import { Prose, type ToHtml } from '../../ui/prose.tsx';
import { Bars, History } from '../cases.tsx';
import { addressOf } from '../list/asked.ts';
import { partialDate } from '../partial-date.ts';
import { Pictured } from '../picture.tsx';
import { Progress } from '../progress.tsx';
import type { SpokenPerson } from '../spoken-person.ts';
import { StatusWords } from '../status-words.tsx';
import type { PageView } from '../views.ts';
import { heldWords, wereWords } from './held-words.ts';

export interface PersonView extends PageView {
  readonly one: SpokenPerson;
  readonly story?: string | undefined;
  /** Whether the story is in the original language of its campaign. */
  readonly untranslated?: readonly ['story'] | undefined;
  /** Given if the story has Markdown. */
  readonly toHtml?: ToHtml | undefined;
  readonly related: readonly SpokenEntry[];
  /** How many campaigns speak for them. `one` has the first of these. */
  readonly campaigns: number;
}

/** The page of a prisoner: what is known, for how long, and where to sign. */
export const PersonPage = (view: PersonView) => {
  const { one, story, toHtml, related, now, translator } = view;
  const { assets, publicUrl, group } = view;
  const { t } = translator;
  const { name, campaigns, from } = one;
  const lang = languagesIn(from, translator);
  const held = heldWords(one, now, translator);
  const [toSign] = campaigns.filter((entry) => campaignStatus(entry, now) === 'open');
  // A group is no person of schema.org.
  const item = one.people === 1 ? { itemscope: true, itemtype: 'https://schema.org/Person' } : {};
  return (
    <Page
      {...{ assets, translator, publicUrl, group }}
      title={name}
      description={t('case.description', { held, name, campaigns: view.campaigns })}
      path={`/cases/${one.id}`}
      language={from.translatedTo ?? from.language}
      sheet="lists"
    >
      <article class="wide case-page" {...item}>
        <header>
          <p class="kicker">
            <a href={translator.href('/cases')}>{t('cases.name')}</a>
            {one.country && ` · ${translator.country(one.country)}`}
          </p>
          {/* A name in any direction begins where the page does. */}
          <h1 lang={lang(one, 'name').lang}>
            <bdi itemprop={one.people === 1 ? 'name' : undefined}>{name}</bdi>
          </h1>
          {one.work && (
            <p class="lead" lang={lang(one, 'work').lang}>
              <bdi itemprop={one.people === 1 ? 'jobTitle' : undefined}>{one.work}</bdi>
            </p>
          )}
          <Outcome {...view} held={held} />
          {toSign && one.status === 'detained' && (
            <p class="actions">
              <a
                class="button"
                href={translator.href(`/campaigns/${toSign.slug}#sign`)}
                aria-label={t('site.pair', { name: t('sign.title'), value: name })}
              >
                {t('sign.title')}
              </a>
            </p>
          )}
        </header>
        {one.picture && one.picturedBy && (
          <Pictured
            slug={one.picturedBy.slug}
            picture={one.picture}
            sizes="(width < 62rem) 60vw, 22rem"
            isFirst
            {...{ lang, translator }}
          />
        )}
        <div class="case-text">
          <Facts {...view} />
          {story && (
            <section aria-labelledby="story">
              <h2 id="story">{t('case.story')}</h2>
              <Prose text={story} language={lang(view, 'story')} toHtml={toHtml} />
            </section>
          )}
        </div>
        <div class="case-campaigns">
          <Campaigns {...view} />
          {related.length > 0 && <Related {...view} />}
        </div>
      </article>
    </Page>
  );
};

/** For how long in prison, or a release as a victory, or a death. */
const Outcome = ({ one, held, now, translator }: PersonView & { held: string }) => {
  const event = one.history.findLast(({ status }) => status === one.status);
  const were = wereWords(one, now, translator);
  return (
    <div class={one.status === 'released' ? 'victory' : 'held'}>
      {one.status === 'released' && <Bars cases={[{ people: one.people, status: one.status }]} />}
      <p class="victory-words">{held}</p>
      {were && <p>{were}</p>}
      {one.status !== 'detained' && event?.note && (
        <p {...languagesIn(one.from, translator)(event, 'note')}>{event.note}</p>
      )}
    </div>
  );
};

const Facts = ({ one, translator }: PersonView) => {
  const { t } = translator;
  const lang = languagesIn(one.from, translator);
  // The history often begins with the arrest.
  const arrested = one.history[0]?.status === 'detained' ? undefined : one.detainedOn;
  const facts = [
    [t('case.arrested'), arrested && partialDate(arrested, translator)],
    [t('case.charge'), one.charge, 'charge'],
    [t('case.sentence'), one.sentence, 'sentence'],
  ] as const;
  const known = facts.filter(([, fact]) => fact);
  if (known.length === 0 && one.history.length === 0) return null;
  return (
    <section class="case" aria-labelledby="facts">
      <h2 id="facts">{t('case.facts')}</h2>
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
      {one.history.length > 0 && <History events={one.history} {...{ translator, lang }} />}
    </section>
  );
};

const Campaigns = ({ one, campaigns, now, translator }: PersonView) => (
  <section aria-labelledby="campaigns">
    <h2 id="campaigns">{translator.t('case.campaigns')}</h2>
    <ul class="case-list">
      {one.campaigns.map((entry) => {
        const status = campaignStatus(entry, now);
        return (
          <li>
            <p class="kicker">
              <StatusWords campaign={entry} {...{ status, now, translator }} />
            </p>
            <h3 {...languageOf(entry, translator)}>
              <a href={translator.href(`/campaigns/${entry.slug}`)}>{entry.title}</a>
            </h3>
            <Progress campaign={entry} signatures={entry.numbers.total} {...{ status, translator }} />
            {status === 'open' && (
              <p>
                <a class="button button-quiet" href={translator.href(`/campaigns/${entry.slug}#sign`)}>
                  <span aria-hidden="true">{translator.t('sign.title')}</span>
                  <span class="hidden">
                    {translator.parts('site.pair', {
                      name: translator.t('sign.title'),
                      value: <span {...languageOf(entry, translator)}>{entry.title}</span>,
                    })}
                  </span>
                </a>
              </p>
            )}
          </li>
        );
      })}
    </ul>
    {campaigns > one.campaigns.length && (
      <p>
        <a href={translator.href(addressOf('/', { q: [...one.name].slice(0, MOST_SEARCHED).join(''), page: 1 }))}>
          {translator.t('case.campaigns.more', { count: campaigns - one.campaigns.length })}
        </a>
      </p>
    )}
  </section>
);

const Related = ({ related, translator }: PersonView) => (
  <section aria-labelledby="related">
    <h2 id="related">{translator.t('case.related')}</h2>
    <ul class="case-list">
      {related.map((entry) => (
        <li>
          <h3 {...languageOf(entry, translator)}>
            <a href={translator.href(`/campaigns/${entry.slug}`)}>{entry.title}</a>
          </h3>
          <p class="hint" {...languagesIn(entry, translator)(entry, 'summary')}>
            {entry.summary}
          </p>
        </li>
      ))}
    </ul>
  </section>
);
