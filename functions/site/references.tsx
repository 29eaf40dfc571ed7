import type { Campaign } from '../core/campaigns/campaign.ts';
import { languageOf } from '../ui/language.ts';
import type { Translator } from '../ui/messages/messages.ts';
import { partialDate } from './partial-date.ts';

/** Where the facts of a campaign come from. */
export const References = ({ campaign, translator }: { campaign: Campaign; translator: Translator }) => (
  <section aria-labelledby="references">
    <h2 id="references">{translator.t('campaign.references')}</h2>
    <ul class="related">
      {campaign.references.map(({ title, url, publisher, date }) => (
        <li {...languageOf(campaign, translator)}>
          <a href={url}>{title}</a>
          {(publisher || date) && (
            <p class="hint">{[publisher, date && partialDate(date, translator)].filter(Boolean).join(' · ')}</p>
          )}
        </li>
      ))}
    </ul>
  </section>
);
