import type { Child } from 'hono/jsx';
import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { type Signed, wordsSigned } from '../core/campaigns/demands.ts';
import { groupName, type KnownGroup } from '../ui/group.tsx';
import { languageName, languageOf } from '../ui/language.ts';
import { type Place, switchedFormId } from '../ui/language-switch.tsx';
import { Page, renderPage } from '../ui/layout.tsx';
import type { Translator } from '../ui/messages/messages.ts';
import type { SignDeps } from './deps.ts';

/** Where a page's button posts its token. */
export type TokenAction = '/confirm' | '/withdraw' | '/my-data' | '/no-news';

/** What the pages of the sign function need. */
export interface PageDeps extends Pick<SignDeps, 'assets' | 'publicUrl'> {
  readonly translator: Translator;
  readonly group?: KnownGroup;
}

/** What a page about a campaign needs: the group of the campaign runs it. */
export const about = (deps: PageDeps, campaign: Pick<CampaignHead, 'group'> | undefined): PageDeps =>
  campaign ? { ...deps, group: campaign.group ?? null } : deps;

/**
 * A page that says one thing. It has no address of its own, so no search engine lists it and nobody shares a link to it.
 * @param place where it can be read in another language.
 */
export const message = (deps: PageDeps, place: Place, title: string, said: Child[], asked?: Child): string =>
  renderPage(
    <Page {...place} {...deps} title={title} sheet="more">
      <div class="column">
        <div class="prose">
          <h1>{title}</h1>
          {said}
        </div>
        {asked}
      </div>
    </Page>,
  );

/** Where somebody reads on in another language after a button: what it did cannot be shown again. */
export const atCampaign = (campaign: Pick<CampaignHead, 'slug' | 'deletedAt'> | undefined): Place => ({
  at: campaign && campaign.deletedAt === undefined ? `/campaigns/${campaign.slug}` : '/',
});

/** A campaign in its own words and language. @param signed what the link says, if the page is about its signer's words. */
export const Named = ({
  campaign,
  translator,
  signed,
}: {
  campaign: CampaignHead;
  translator: Translator;
  signed?: Signed | undefined;
}) => {
  const words = signed === undefined ? campaign : wordsSigned(campaign, signed);
  // Where the demand of then is known, a later title must not look like a part of what they signed.
  const { title, demand } = words.demand === undefined ? { title: campaign.title, demand: undefined } : words;
  const language = languageOf(campaign, translator);
  return (
    <>
      <blockquote class="notice" {...language}>
        {title !== undefined && (
          <p>
            <strong>{title}</strong>
          </p>
        )}
        {demand !== undefined && <p>{demand}</p>}
      </blockquote>
      {language.lang !== undefined && (
        <p class="hint">
          {translator.t('campaign.in-language', { language: languageName(language.lang, translator) })}
        </p>
      )}
    </>
  );
};

/**
 * Letters of the longest action and its empty field. Paths, fields and padding together are as long in each form. A browser
 * that runs our script pads what was typed, too (`ui/browser/equal-length.ts`).
 */
const LONGEST = '/confirm&comment='.length;

/** The padding that the form of a button has without our script. @param hasReason whether it has the field `comment`. */
export const paddingOf = (action: TokenAction, hasReason: boolean): string =>
  '.'.repeat(LONGEST - action.length - (hasReason ? '&comment='.length : 0));

/** A form that posts the token. The token moves from the page's address into the form, and goes no further. */
export const TokenForm = ({
  action,
  token,
  button,
  isQuiet = false,
  reason,
  translator,
}: {
  action: TokenAction;
  token: string;
  translator: Translator;
  button: string;
  isQuiet?: boolean;
  /** The field `comment`, on the page that confirms. */
  reason?: Child;
}) => (
  <form
    id={isQuiet ? undefined : switchedFormId()}
    method="post"
    action={translator.dataHref(action)}
    novalidate
    data-checked
  >
    <input type="hidden" name="token" value={token} />
    <input type="hidden" name="padding" value={paddingOf(action, Boolean(reason))} />
    {reason}
    <button class={isQuiet ? 'button button-quiet' : 'button'} type="submit">
      {button}
    </button>
  </form>
);

/** Shown while the address contains the token. `ui/browser/hide-token.ts` removes both. */
export const LinkInHistory = ({ translator }: { translator: Translator }) => (
  <p class="hint" data-link-in-history>
    {translator.t('message.link-in-history')}
  </p>
);

/** Nothing if the campaign is deleted: it has no page any more. */
export const ToCampaign = ({ campaign, translator }: { campaign: CampaignHead; translator: Translator }) =>
  campaign.deletedAt === undefined ? (
    <p>
      <a href={translator.href(`/campaigns/${campaign.slug}`)}>{translator.t('message.to-campaign')}</a>
    </p>
  ) : null;

/** Leads to the page where anybody can ask for a link that withdraws. */
export const ToLinkForm = ({
  campaign,
  translator,
}: {
  campaign: Pick<CampaignHead, 'slug'>;
  translator: Translator;
}) => (
  <p>
    <a href={translator.href(`/campaigns/${campaign.slug}/my-signature`)}>{translator.t('link.title')}</a>
  </p>
);

/** Lets a signer leave the news and keep the signature. It is there whether or not they asked for news: that is sealed. */
export const LeaveNews = ({
  campaign,
  token,
  translator,
}: {
  campaign: CampaignHead | undefined;
  token: string;
  translator: Translator;
}) =>
  campaign?.news ? (
    <>
      <h2>{translator.t('no-news.title')}</h2>
      <p>{translator.t('no-news.ask', { group: groupName(campaign.group, translator) })}</p>
      <TokenForm {...{ token, translator }} action="/no-news" button={translator.t('no-news.button')} isQuiet />
    </>
  ) : undefined;
