import { hasRight, rightNames, ruleOf } from '../../core/access/rights.ts';
import { type Scope, scopes } from '../../core/access/scopes.ts';
import type { AccessToken } from '../../core/access/token-store.ts';
import { isoTime } from '../../core/running/clock.ts';
import { CodeField } from '../ui/code-field.tsx';
import { Choices, ConsoleField, ConsoleForm, ErrorSummary, type FieldError } from '../ui/form.tsx';
import { FormId } from '../ui/form-id.tsx';
import { type ConsoleView, consolePage, type Me } from '../ui/page.tsx';
import { JustDone } from '../ui/said.tsx';
import { Secret } from '../ui/secret.tsx';
import { first, type Typed } from '../ui/typed.ts';
import { dayWords, t } from '../ui/words.ts';
import { scopeName } from './words.ts';

const TOKENS = '/organise/tokens';

/** Days for which a token may work. */
export const DAYS = ['7', '30', '90', '365'] as const;

interface TokensView extends ConsoleView {
  readonly me: Me;
}

/** What a token of this person may be for: a token can do nothing that its person may not. */
export const offeredTo = ({ actor }: Me): Scope[] =>
  scopes.filter((scope) =>
    rightNames.some(
      (right) =>
        ruleOf(right).scope === scope &&
        (hasRight(actor, right) || Object.keys(actor.campaigns).some((slug) => hasRight(actor, right, slug))),
    ),
  );

/** How the list calls a token: by its name, if it has one, and its id. */
const calledIn = ({ name, id }: AccessToken): string => (name ? `“${name}” (${id})` : id);

/** The tokens of this person, without their words. */
export const tokensPage = (view: TokensView, tokens: readonly AccessToken[], done: string | undefined): string =>
  consolePage(
    view,
    { title: t('tokens.title') },
    done !== undefined && <JustDone>{done}</JustDone>,
    <h1>{t('tokens.title')}</h1>,
    <p>{t('tokens.lead')}</p>,
    <p>
      <a class="button" href={`${TOKENS}/new`}>
        {t('tokens.new')}
      </a>
    </p>,
    tokens.length === 0 ? (
      <p class="hint">{t('tokens.none')}</p>
    ) : (
      <ul class="rows">
        {tokens.map((token) => (
          <li>
            <p class="row-name">
              {[
                token.name,
                ...token.scopes.map(scopeName),
                token.campaigns && t('tokens.in', { campaigns: token.campaigns.join(', ') }),
                t('tokens.made-on', { day: dayWords(token.createdAt) }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
            <p class="row-side">
              <span>
                {token.lastUsedDay ? t('tokens.used', { day: dayWords(token.lastUsedDay) }) : t('tokens.unused')}
              </span>
              <a href={`${TOKENS}/${token.id}/revoke`}>
                {t('tokens.revoke')} <span class="hidden">{token.name ?? token.id}</span>
              </a>
            </p>
            <p class="hint row-more">
              {token.id} · {t('tokens.until', { day: dayWords(isoTime(token.until)) })}
            </p>
          </li>
        ))}
      </ul>
    ),
  );

/** Asks what a new token is for. */
export const newTokenPage = (view: TokensView, typed: Typed, errors: readonly FieldError[]): string =>
  consolePage(
    view,
    { title: t('tokens.new'), hasFault: errors.length > 0 },
    <ErrorSummary errors={errors} />,
    <h1>{t('tokens.new')}</h1>,
    <ConsoleForm me={view.me} action={`${TOKENS}/new`}>
      <FormId typed={typed} />
      <ConsoleField
        name="name"
        label={t('tokens.name')}
        hint={t('tokens.name.hint')}
        errors={errors}
        input={(control) => <input {...control} type="text" value={first(typed, 'name')} />}
      />
      <Choices
        type="checkbox"
        name="scopes"
        legend={t('tokens.scopes')}
        errors={errors}
        options={offeredTo(view.me).map((scope) => ({
          value: scope,
          label: scopeName(scope),
          chosen: typed.scopes?.includes(scope) ?? false,
        }))}
      />
      <CodeField
        name="campaigns"
        label={t('tokens.campaigns')}
        hint={t('tokens.campaigns.hint')}
        {...{ typed, errors }}
      />
      <Choices
        type="radio"
        name="days"
        legend={t('tokens.days')}
        errors={errors}
        options={DAYS.map((days) => ({
          value: days,
          label: t('tokens.days.option', { days: Number(days) }),
          chosen: (first(typed, 'days') || '90') === days,
        }))}
      />
      <p>
        <button class="button" type="submit">
          {t('tokens.make')}
        </button>
      </p>
    </ConsoleForm>,
    <Back />,
  );

/** Shows the words of a token, this once. */
export const madeTokenPage = (view: TokensView, token: AccessToken, words: string): string =>
  consolePage(
    view,
    { title: t('tokens.made.title'), copies: true },
    <h1>{t('tokens.made.title')}</h1>,
    <p class="lead">{t('tokens.made.once')}</p>,
    <Secret text={words} label={t('tokens.made.words')} />,
    <p>{t('tokens.made.in-list', { id: calledIn(token) })}</p>,
    <p>{t('tokens.made.use', { day: dayWords(isoTime(token.until)) })}</p>,
    <Back />,
  );

/** Says that the form was sent twice, and that nothing can show the words any more. */
export const madeBeforePage = (view: TokensView, token: AccessToken): string =>
  consolePage(
    view,
    { title: t('tokens.made-before.title') },
    <h1>{t('tokens.made-before.title')}</h1>,
    <p class="lead">{t('tokens.made-before.what', { id: calledIn(token) })}</p>,
    <p class="buttons">
      <a class="button" href={`${TOKENS}/${token.id}/revoke`}>
        {t('tokens.revoke')} <span class="hidden">{token.id}</span>
      </a>
    </p>,
    <Back />,
  );

/** Asks before a token stops. */
export const revokePage = (view: TokensView, token: AccessToken): string => {
  const { id } = token;
  const title = t('tokens.revoke.title', { id: calledIn(token) });
  return consolePage(
    view,
    { title },
    <h1>{title}</h1>,
    <p>{t('tokens.revoke.what')}</p>,
    <ConsoleForm me={view.me} action={`${TOKENS}/${id}/revoke`}>
      <p class="buttons">
        <button class="button button-danger" type="submit">
          {t('tokens.revoke.do')}
        </button>
        <a href={TOKENS}>{t('console.cancel')}</a>
      </p>
    </ConsoleForm>,
  );
};

const Back = () => (
  <p>
    <a href={TOKENS}>{t('tokens.to-list')}</a>
  </p>
);
