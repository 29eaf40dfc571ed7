import type { Campaign } from '../core/campaigns/campaign.ts';
import { hasUntranslated } from '../core/campaigns/in-language.ts';
import { languageName } from '../ui/language.ts';
import type { Translator } from '../ui/messages/messages.ts';

/** Says once a page that words of the campaign are in another language than the page. Nothing if none are. */
export const InOriginal = ({ campaign, translator }: { campaign: Campaign; translator: Translator }) => {
  const { language, translatedTo = language, group, ...texts } = campaign;
  const isOther = translatedTo !== translator.locale;
  if (!isOther && !hasUntranslated(texts)) return null;
  const name = languageName(isOther ? translatedTo : language, translator);
  return (
    <p class="hint">
      {translator.t(isOther ? 'campaign.in-language' : 'campaign.partly-in-language', { language: name })}
    </p>
  );
};
