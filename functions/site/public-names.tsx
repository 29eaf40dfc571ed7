import type { PublicName } from '../core/counts/names.ts';
import type { Translator } from '../ui/messages/messages.ts';

/** The names of signers who chose to show them. A name may be in any language and in any direction. */
export const PublicNames = ({ names, translator }: { names: readonly PublicName[]; translator: Translator }) => {
  const { t } = translator;
  return (
    <section aria-labelledby="names">
      <h2 id="names">{t('campaign.names')}</h2>
      <p class="hint">{t('campaign.names.lead')}</p>
      <ul class="names">
        {names.map(({ name, reason, confirmedAt }) => (
          <li>
            <p>
              <bdi>{name}</bdi>{' '}
              <time class="hint" datetime={confirmedAt.slice(0, 10)}>
                {translator.date(confirmedAt)}
              </time>
            </p>
            {reason && <blockquote dir="auto">{reason}</blockquote>}
          </li>
        ))}
      </ul>
    </section>
  );
};
