import { hasRight } from '../../core/access/rights.ts';
import type { CasesSeen } from '../../core/cases/list.ts';
import { shortened } from '../../core/shortened.ts';
import { consolePage, type OwnView } from '../ui/page.tsx';
import { JustDone } from '../ui/said.tsx';
import { t } from '../ui/words.ts';
import { caseAt } from './address.ts';
import { StatusBadge } from './status-badge.tsx';

/** The cases that an organiser sees. @param isFirst whether this is the first page. */
export function casesPage(
  view: OwnView,
  { cases, next, q, isFirst, done }: CasesSeen & { q: string; isFirst: boolean; done: string | undefined },
): string {
  return consolePage(
    view,
    { title: t('cases.title') },
    done !== undefined && <JustDone>{done}</JustDone>,
    <h1>{t('cases.title')}</h1>,
    <p>{t('cases.lead')}</p>,
    hasRight(view.me.actor, 'case.write') && (
      <p class="buttons">
        <a class="button" href="/organise/cases/new">
          {t('case.new')}
        </a>
      </p>
    ),
    (cases.length > 0 || q !== '' || !isFirst) && <Search action="/organise/cases" q={q} />,
    cases.length === 0 && (
      <p>
        {q === ''
          ? t(view.me.actor.isAdmin ? 'cases.none' : 'cases.none.yours')
          : t('cases.none-found', { q: shortened(q) })}
      </p>
    ),
    cases.length > 0 && (
      <ul class="rows">
        {cases.map(({ id, name, work, status, campaigns, mayWrite }) => (
          <li>
            <p class="row-name">
              <a href={caseAt(id)}>
                <bdi>{name}</bdi>
              </a>
            </p>
            <p class="row-side">
              <StatusBadge status={status} />
              {mayWrite && status === 'detained' && (
                <a href={`${caseAt(id)}/status`}>
                  {t('case.post')} <span class="hidden">{name}</span>
                </a>
              )}
            </p>
            <p class="hint row-more">
              {[work, t('cases.campaigns', { campaigns: campaigns.length })].filter(Boolean).join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    ),
    (next !== undefined || !isFirst) && (
      <p class="buttons">
        {next !== undefined && (
          <a href={`/organise/cases?${new URLSearchParams({ ...(q && { q }), after: next })}`}>{t('cases.more')}</a>
        )}
        {!isFirst && <a href={`/organise/cases${q && `?${new URLSearchParams({ q })}`}`}>{t('cases.first')}</a>}
      </p>
    ),
  );
}

/** Finds cases by their names. */
export const Search = ({ action, q }: { action: string; q: string }) => (
  <form class="console-search" method="get" action={action}>
    <div class="field">
      <label for="q">{t('cases.search')}</label>
      <input id="q" name="q" type="search" value={q} autocomplete="off" spellcheck={false} />
    </div>
    <button class="button button-quiet" type="submit">
      {t('cases.search.do')}
    </button>
  </form>
);
