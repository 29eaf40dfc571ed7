import type { Campaign } from '../core/campaigns/campaign.ts';
import type { Reference as Source } from '../core/campaigns/parts.ts';
import { type LanguageOfText, languagesIn } from '../ui/language.ts';
import type { Translator } from '../ui/messages/messages.ts';
import { partialDate } from './partial-date.ts';

/** Where the facts of a campaign come from. */
export const References = ({ campaign, translator }: { campaign: Campaign; translator: Translator }) => (
  <section aria-labelledby="references">
    <h2 id="references">{translator.t('campaign.references')}</h2>
    <ul class="related">
      {campaign.references.map((reference) => (
        <Reference reference={reference} lang={languagesIn(campaign, translator)} translator={translator} />
      ))}
    </ul>
  </section>
);

const Reference = ({
  reference,
  lang,
  translator,
}: {
  reference: Source;
  lang: LanguageOfText;
  translator: Translator;
}) => {
  const { title, url, publisher, date } = reference;
  const inOther = lang(reference, 'publisher');
  return (
    <li>
      <a href={url} {...lang(reference, 'title')}>
        {title}
      </a>
      {(publisher || date) && (
        <p class="hint">
          {inOther.lang ? <span {...inOther}>{publisher}</span> : publisher}
          {publisher && date && ' · '}
          {date && partialDate(date, translator)}
        </p>
      )}
    </li>
  );
};
