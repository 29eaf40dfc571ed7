import type { CampaignHead } from '../core/campaigns/campaign.ts';
import type { FaultKind } from '../core/problem.ts';
import { TRACE_DAYS } from '../core/signatures/lifetimes.ts';
import type { ConfirmationLink, WithdrawalLink } from '../core/signatures/links.ts';
import { type AnyProblem, faultsOf } from '../http/problems.ts';
import { groupName } from '../ui/group.tsx';
import { LinkForm, linkAction } from '../ui/link-form.tsx';
import { problemWords } from '../ui/messages/messages.ts';
import { ReasonField } from '../ui/reason-field.tsx';
import { overWords, ShareLinks } from '../ui/share-links.tsx';
import { SignForm, signAction } from '../ui/sign-form.tsx';
import {
  about,
  atCampaign,
  LeaveNews,
  LinkInHistory,
  message,
  Named,
  type PageDeps,
  ToCampaign,
  type TokenAction,
  TokenForm,
} from './page-parts.tsx';

/** A form as somebody filled it in: the one to sign, or the one that asks for a link. */
export interface TypedForm {
  readonly form: 'sign' | 'link';
  readonly campaign: CampaignHead;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A button that somebody pressed: what its form sent, and where to. */
export interface PressedButton {
  readonly action: TokenAction;
  readonly token: string;
  /** The reason beside the button that confirms, as it was typed. */
  readonly comment: string | undefined;
}

/**
 * The form as it was typed, with its faults beside the fields, or with the reason why we cannot take it now.
 * @param problem undefined if the form was only to be shown in another language.
 */
export function formPage(
  deps: PageDeps,
  { form, campaign, fields, problem }: TypedForm & { problem?: AnyProblem | undefined },
): string {
  const typed = Object.entries(fields).filter((field): field is [string, string] => typeof field[1] === 'string');
  const values = Object.fromEntries(typed);
  const { translator } = deps;
  const { Form, actionOf, title } = forms[form];
  const words = problem ? problemWords(translator, problem.kind) : { title: translator.t(title), detail: undefined };
  const said = [words.detail && <p>{words.detail}</p>, <Named campaign={campaign} translator={translator} />];
  return message(
    about(deps, campaign),
    { form: actionOf(campaign) },
    words.title,
    said,
    <div class="card">
      <Form campaign={campaign} translator={translator} values={values} faults={problem ? faultsOf(problem) : []} />
    </div>,
  );
}

const forms = {
  sign: { Form: SignForm, actionOf: signAction, title: 'sign.title' },
  link: { Form: LinkForm, actionOf: linkAction, title: 'link.title' },
} as const;

/** Asks the signer to press the button that confirms, and if they like, for their reason. */
export function confirmPage(
  deps: PageDeps,
  {
    campaign,
    link,
    token,
    comment,
    fault,
  }: {
    campaign: CampaignHead;
    link: ConfirmationLink;
    token: string;
    comment?: string | undefined;
    fault?: FaultKind | undefined;
  },
): string {
  const { translator } = deps;
  const { t } = translator;
  const isShown = link.publicName !== undefined;
  return message(about(deps, campaign), { form: '/confirm' }, t('confirm.title'), [
    <Named campaign={campaign} translator={translator} signed={link} />,
    <p>{t('confirm.press')}</p>,
    <TokenForm
      {...{ token, translator }}
      action="/confirm"
      button={t('confirm.button')}
      reason={<ReasonField translator={translator} isShown={isShown} fault={fault} value={comment} />}
    />,
    <p class="hint">{t('confirm.not-you')}</p>,
    <LinkInHistory translator={translator} />,
  ]);
}

/** Thanks the signer, and says when a signature counts. It is the same page whatever became of it, and shows what they can do next. */
export function countedPage(
  deps: PageDeps,
  { campaign, link, now }: { campaign: CampaignHead; link: ConfirmationLink; now: number },
): string {
  const { translator } = deps;
  const { t } = translator;
  // A link confirms for a day after the closing.
  const over = overWords(campaign, now);
  const home = `/campaigns/${campaign.slug}`;
  return message(about(deps, campaign), atCampaign(campaign), t('counted.title'), [
    <p class="lead">{t('counted.thanks')}</p>,
    <h2>{t(over ? 'campaign.share' : 'counted.share')}</h2>,
    <p>{t(over ?? 'counted.share.why')}</p>,
    <ShareLinks
      campaign={campaign}
      address={deps.publicUrl + translator.publicHref(home)}
      more={translator.href(`${home}/share`)}
      translator={translator}
    />,
    <h2>{t('counted.next')}</h2>,
    <p>{t('counted.once')}</p>,
    <p>{t(campaign.publish === 'live' ? 'counted.live' : 'counted.careful')}</p>,
    campaign.showNames && <p>{t('counted.name')}</p>,
    <Named campaign={campaign} translator={translator} signed={link} />,
    <p>
      <a href={translator.href(`${home}/dashboard`)}>{t('counted.dashboard')}</a>
    </p>,
    <p class="hint">{t('counted.signed-before')}</p>,
    <p class="hint">{t('counted.keep-mail')}</p>,
    <ToCampaign campaign={campaign} translator={translator} />,
  ]);
}

/** Asks the signer to press the button that withdraws. */
export function withdrawPage(
  deps: PageDeps,
  { campaign, link, token }: { campaign: CampaignHead | undefined; link: WithdrawalLink; token: string },
): string {
  const { translator } = deps;
  const { t } = translator;
  return message(about(deps, campaign), { form: '/withdraw' }, t('withdraw.title'), [
    // A link that was only asked for does not know when its signer signed.
    campaign && <Named campaign={campaign} translator={translator} signed={link.said && { ...link, ...link.said }} />,
    <p>{t('withdraw.press', { days: TRACE_DAYS })}</p>,
    <TokenForm {...{ token, translator }} action="/withdraw" button={t('withdraw.button')} />,
    <h2>{t('my-data.title')}</h2>,
    <p>{t('my-data.ask')}</p>,
    <TokenForm {...{ token, translator }} action="/my-data" button={t('my-data.button')} isQuiet />,
    <LeaveNews campaign={campaign} token={token} translator={translator} />,
    <LinkInHistory translator={translator} />,
  ]);
}

/** Says that the data about the signer is erased. It is the same page whether or not there was any. */
export function withdrawnPage(
  deps: PageDeps,
  { campaign }: { campaign: CampaignHead | undefined; link: WithdrawalLink },
): string {
  const { translator } = deps;
  const { t } = translator;
  return message(about(deps, campaign), atCampaign(campaign), t('withdrawn.title'), [
    <p class="lead">{t('withdrawn.erased', { days: TRACE_DAYS })}</p>,
    <p>{t('withdrawn.again')}</p>,
    campaign && <ToCampaign campaign={campaign} translator={translator} />,
  ]);
}

/** Says that no more news come. It is the same page whether or not the signer had asked for them, or signed. */
export function noNewsPage(
  deps: PageDeps,
  { campaign }: { campaign: CampaignHead | undefined; link: WithdrawalLink },
): string {
  const { translator } = deps;
  const { t } = translator;
  return message(about(deps, campaign), atCampaign(campaign), t('no-news.done'), [
    <p class="lead">{t('no-news.left', { group: groupName(campaign?.group, translator) })}</p>,
    <p>{t('no-news.signature')}</p>,
    campaign && <ToCampaign campaign={campaign} translator={translator} />,
  ]);
}

/** Asks the signer to press the button again. Nothing was lost while a service did not answer. */
export function againPage(
  deps: PageDeps,
  { problem, action, token, comment }: { problem: AnyProblem } & PressedButton,
): string {
  const { translator } = deps;
  const { title, detail } = problemWords(translator, problem.kind);
  return message(deps, { form: action }, title, [
    <p>{detail}</p>,
    <TokenForm
      {...{ action, token, translator }}
      button={translator.t('again.button')}
      reason={comment && <input type="hidden" name="comment" value={comment} />}
    />,
  ]);
}
