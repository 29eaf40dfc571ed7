import type { Translator } from '../ui/messages/messages.ts';

/** For an organiser who looks at a draft. The words are those of the console, which has one language. */
export const OwnLook = ({
  slug,
  mayShare,
  translator: { t },
}: {
  slug: string;
  mayShare: boolean;
  translator: Translator;
}) => (
  <div class="notice" lang="en" dir="ltr">
    <p>{t('look.own')}</p>
    <p data-link-in-history>{t('look.address')}</p>
    <p>
      <a href={`/organise/campaigns/${slug}`}>{t('look.back')}</a>
      {mayShare && (
        <>
          {' · '}
          <a href={`/organise/campaigns/${slug}/preview`}>{t('look.share')}</a>
        </>
      )}
    </p>
  </div>
);
