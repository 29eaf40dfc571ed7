import type { Campaign } from '../../../core/campaigns/campaign.ts';
import { languagesOf } from '../../../core/campaigns/in-language.ts';
import type { PreviewLink } from '../../../core/campaigns/preview-store.ts';
import { previewPath } from '../../../core/campaigns/preview-token.ts';
import { isoTime } from '../../../core/running/clock.ts';
import { nearest } from '../../../http/language.ts';
import { takesFocus } from '../../../ui/focus.ts';
import { inLanguage } from '../../../ui/messages/addresses.ts';
import { languages } from '../../../ui/messages/speak.ts';
import { ConsoleForm } from '../../ui/form.tsx';
import { FormId } from '../../ui/form-id.tsx';
import { type ConsoleView, consolePage, type Me } from '../../ui/page.tsx';
import { JustDone } from '../../ui/said.tsx';
import { Secret } from '../../ui/secret.tsx';
import { clockWords, t, type Word } from '../../ui/words.ts';
import { campaignAt } from '../address.ts';
import { byLanguageName, languageName } from '../edit/places.ts';
import { ToCampaign } from '../history/pages.tsx';
import { type Names, whoWords } from '../history/words.ts';

/**
 * The links that show a draft, to make and to end.
 * @param made the token of a link that was just made, which no later page has. @param fault why none was made.
 */
export function previewsPage(
  view: ConsoleView & { readonly me: Me },
  {
    campaign,
    links,
    names,
    publicUrl,
    made,
    done,
    fault,
  }: {
    campaign: Campaign;
    links: readonly PreviewLink[];
    names: Names;
    publicUrl: string;
    made?: string | undefined;
    done?: string | undefined;
    fault?: Word | undefined;
  },
): string {
  const { slug } = campaign;
  const title = t('preview.title', { title: campaign.title });
  return consolePage(
    view,
    { title, copies: made !== undefined },
    done !== undefined && <JustDone>{done}</JustDone>,
    fault !== undefined && (
      <p class="waits" role="alert" {...takesFocus}>
        {t(fault)}
      </p>
    ),
    <h1 dir="auto">{title}</h1>,
    made !== undefined && <Made campaign={campaign} token={made} publicUrl={publicUrl} />,
    campaign.visibility === 'draft' ? (
      <>
        <p>{t('preview.lead')}</p>
        <p class="hint">{t('preview.care')}</p>
        <ConsoleForm me={view.me} action={`${campaignAt(slug)}/preview`}>
          <FormId />
          <p>
            <button class={made === undefined ? 'button' : 'button button-quiet'} type="submit">
              {t('preview.make')}
            </button>
          </p>
        </ConsoleForm>
      </>
    ) : (
      <p class="lead">
        {t('preview.public')} <a href={`/campaigns/${slug}`}>{t('campaign.see')}</a>
      </p>
    ),
    <h2>{t('preview.open')}</h2>,
    links.length === 0 ? (
      <p class="hint">{t('preview.none')}</p>
    ) : (
      <ul class="rows">
        {links.map(({ id, createdAt, by, until }) => (
          <li>
            <p class="row-name">{t('preview.one', { moment: clockWords(isoTime(until), campaign) })}</p>
            <ConsoleForm me={view.me} action={`${campaignAt(slug)}/preview/end`}>
              <input type="hidden" name="link" value={id} />
              <button class="link-button" type="submit">
                {t('preview.end')}{' '}
                <span class="hidden">{t('preview.end.hidden', { moment: clockWords(isoTime(until), campaign) })}</span>
              </button>
            </ConsoleForm>
            <p class="hint row-more">
              {t('preview.by', { moment: clockWords(createdAt, campaign), who: whoWords(by, names) })}
            </p>
          </li>
        ))}
      </ul>
    ),
    <ToCampaign slug={slug} />,
  );
}

/** A new link, in each language of the draft that pages speak. */
const Made = ({ campaign, token, publicUrl }: { campaign: Campaign; token: string; publicUrl: string }) => {
  const spoken = new Set(languagesOf(campaign).flatMap((tag) => nearest(tag) ?? []));
  const tags = spoken.size > 0 ? byLanguageName(spoken) : languages.slice(0, 1);
  return (
    <section class="made-links" aria-labelledby="made" {...takesFocus}>
      <h2 id="made">{t('preview.made')}</h2>
      <p class="lead">{t('preview.made.once')}</p>
      {tags.map((tag) => {
        const address = publicUrl + inLanguage(tag, previewPath(campaign.slug, token), languages);
        return (
          <>
            <p>
              {t('preview.made.link', { language: languageName(tag) })} ·{' '}
              <a href={address} target="_blank" rel="noreferrer">
                {t('preview.made.see')} <span class="hidden">{languageName(tag)}</span>
              </a>
            </p>
            <Secret text={address} />
          </>
        );
      })}
    </section>
  );
};
