import type { Campaign, CampaignHead } from '../core/campaigns/campaign.ts';
import { isRewordedSinceClosing } from '../core/campaigns/demands.ts';
import { languagesIn } from '../ui/language.ts';
import type { Translator } from '../ui/messages/messages.ts';
import { Prose, type ToHtml } from '../ui/prose.tsx';
import { partialDate } from './partial-date.ts';

/** What a campaign has reached, in large letters. Nothing if it is not won. */
export const Victory = ({
  campaign,
  translator,
}: {
  campaign: Pick<CampaignHead, 'won' | 'language'> & Partial<Pick<CampaignHead, 'translatedTo'>>;
  translator: Translator;
}) =>
  campaign.won ? (
    <div class="victory">
      <p class="label">{wonWords(campaign.won, translator)}</p>
      <p class="victory-words" {...languagesIn(campaign, translator)(campaign.won, 'words')}>
        {campaign.won.words}
      </p>
    </div>
  ) : null;

export const wonWords = ({ on }: NonNullable<CampaignHead['won']>, translator: Translator): string =>
  translator.t('campaign.won', { date: partialDate(on, translator) });

/** What stands before the demand of a campaign that has closed. */
export const pastDemandWords = (campaign: Campaign, { t }: Translator): string =>
  t(isRewordedSinceClosing(campaign) ? 'campaign.demand.reworded' : 'campaign.demand.past');

/** To whom the signatures were given, and what they answered. */
export const HandedOver = ({
  campaign,
  translator,
  toHtml,
}: {
  campaign: Campaign;
  translator: Translator;
  toHtml?: ToHtml | undefined;
}) => {
  const lang = languagesIn(campaign, translator);
  return (
    <section aria-labelledby="handed-over">
      <h2 id="handed-over">{translator.t('campaign.handed-over')}</h2>
      <ol class="updates">
        {campaign.handedOver.map((one) => (
          <li>
            <p class="label">{partialDate(one.on, translator)}</p>
            <h3 {...lang(one, 'to')}>{one.to}</h3>
            {one.answer && (
              <>
                <p class="label">{translator.t('campaign.handed-over.answer')}</p>
                <Prose text={one.answer} language={lang(one, 'answer')} toHtml={toHtml} />
              </>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
};
