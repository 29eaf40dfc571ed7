import { t } from '../ui/words.ts';
import { updatesAt } from './pages.tsx';

/** The way from a campaign to its updates. @param mayWrite whether this organiser may change them. */
export const UpdatesLink = ({ slug, mayWrite }: { slug: string; mayWrite: boolean }) => (
  <p>
    <a href={updatesAt(slug)}>{t(mayWrite ? 'updates.see' : 'updates.title')}</a>
  </p>
);
