import { t } from '../ui/words.ts';
import { updatesAt } from './pages.tsx';

/** The way from a campaign to its updates. */
export const UpdatesLink = ({ slug }: { slug: string }) => (
  <p>
    <a href={updatesAt(slug)}>{t('updates.see')}</a>
  </p>
);
