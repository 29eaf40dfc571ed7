import type { Campaign } from '../core/campaigns/campaign.ts';
import { localTime } from '../core/campaigns/local-time.ts';
import { languagesIn } from '../ui/language.ts';
import type { Translator } from '../ui/messages/messages.ts';
import { Prose, type ToHtml } from '../ui/prose.tsx';

/** What has happened since the campaign began, newest first. */
export const Updates = ({
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
    <section aria-labelledby="updates">
      <h2 id="updates">{translator.t('campaign.updates')}</h2>
      <ol class="updates">
        {campaign.updates
          .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))
          .map((update) => (
            <li>
              <p class="label">
                <time datetime={update.at}>{translator.date(localTime(campaign, update.at))}</time>
              </p>
              <h3 {...lang(update, 'title')}>{update.title}</h3>
              <Prose text={update.text} language={lang(update, 'text')} toHtml={toHtml} />
            </li>
          ))}
      </ol>
    </section>
  );
};
