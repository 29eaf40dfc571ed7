import { campaignStatus } from '../../core/campaigns/status.ts';
import type { SpokenEntry } from '../../core/overview/spoken.ts';
import { languagesIn } from '../../ui/language.ts';
import type { Translator } from '../../ui/messages/messages.ts';
import { Pictured } from '../picture.tsx';
import { Progress } from '../progress.tsx';
import { StatusWords } from '../status-words.tsx';
import { BlankCampaign } from './blank.tsx';

/** How wide the picture of a card is, as browsers ask for it. */
const SIZES = '(width < 40rem) 92vw, (width < 62rem) 46vw, 23rem';

/** A campaign in a list. */
export const Card = ({
  entry,
  isFirst,
  now,
  translator,
}: {
  entry: SpokenEntry;
  isFirst: boolean;
  now: number;
  translator: Translator;
}) => {
  const status = campaignStatus(entry, now);
  const lang = languagesIn(entry, translator);
  const { slug, picture, won, numbers } = entry;
  return (
    <li class="entry">
      {picture?.made ? (
        <Pictured {...{ slug, lang, translator, isFirst }} picture={{ ...picture, alt: '' }} sizes={SIZES} isSmall />
      ) : (
        <BlankCampaign isWon={won !== undefined} />
      )}
      <p class="kicker">
        <StatusWords campaign={entry} {...{ status, now, translator }} />
      </p>
      <h3 {...lang(entry, 'title')}>
        <a href={translator.href(`/campaigns/${slug}`)}>{entry.title}</a>
      </h3>
      {won ? (
        <p {...lang(won, 'words')}>
          <strong>{won.words}</strong>
        </p>
      ) : (
        <p {...lang(entry, 'summary')}>{entry.summary}</p>
      )}
      <Progress campaign={entry} signatures={numbers.total} {...{ status, translator }} />
    </li>
  );
};
