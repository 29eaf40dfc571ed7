import type { PublicName } from '../core/counts/names.ts';
import type { Translator } from '../ui/messages/messages.ts';

/**
 * Approved names of signers who chose to show them. A name may be in any language and in any direction. Nothing says when
 * somebody signed.
 */
export const PublicNames = ({ names, translator: { t } }: { names: readonly PublicName[]; translator: Translator }) => (
  <section aria-labelledby="names">
    <h2 id="names">{t('campaign.names')}</h2>
    <p class="hint">{t('campaign.names.lead')}</p>
    <ul class="names">
      {names.map(({ name, reason }) => (
        <li>
          <p>
            <bdi>{name}</bdi>
          </p>
          {reason && <blockquote dir="auto">{reason}</blockquote>}
        </li>
      ))}
    </ul>
  </section>
);
