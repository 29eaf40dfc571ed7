import type { Organiser } from '../../core/access/people.ts';
import type { Scheduled } from '../../core/campaigns/scheduled.ts';
import { ConsoleForm } from '../ui/form.tsx';
import { FormId } from '../ui/form-id.tsx';
import { consolePage, type OwnView } from '../ui/page.tsx';
import { clockWords, t, type Word } from '../ui/words.ts';
import { LastAdmin, nameOf, personAt } from './pages.tsx';
import { addressWords } from './words.ts';

/**
 * Asks before something is done to a person that they notice.
 * @param more.isLast whether they are the last admin. @param more.scheduled updates that will appear by themselves, and may be theirs.
 */
export function askPage(
  view: OwnView,
  person: Organiser,
  act: 'again' | 'remove',
  { scheduled = [], isLast }: { scheduled?: readonly Scheduled[]; isLast: boolean },
): string {
  const title = t(`people.${act}.title` satisfies Word, { name: nameOf(person) });
  return consolePage(
    view,
    { title },
    <h1>{title}</h1>,
    // Two people may have one name.
    person.name !== undefined && <p class="hint">{addressWords(person.address)}</p>,
    isLast && <LastAdmin />,
    <p>{t(`people.${act}.what` satisfies Word)}</p>,
    act === 'remove' && <p>{t('people.remove.record')}</p>,
    scheduled.length > 0 && <ScheduledUpdates updates={scheduled} />,
    <ConsoleForm me={view.me} action={`${personAt(person)}/${act}`}>
      {act === 'again' && <FormId />}
      <p class="buttons">
        <button class={act === 'remove' ? 'button button-danger' : 'button'} type="submit">
          {t(`people.${act}.do` satisfies Word)}
        </button>
        <a href={personAt(person)}>{t('console.cancel')}</a>
      </p>
    </ConsoleForm>,
  );
}

const ScheduledUpdates = ({ updates }: { updates: readonly Scheduled[] }) => (
  <section class="waits" aria-labelledby="scheduled">
    <h2 id="scheduled">{t('people.remove.scheduled')}</h2>
    <p>{t('people.remove.scheduled.what')}</p>
    <ul>
      {updates.map(({ campaign, id, title, at }) => (
        <li>
          <a href={`/organise/campaigns/${campaign.slug}/updates/${id}`} lang={campaign.language} dir="auto">
            {title}
          </a>{' '}
          · {clockWords(at, campaign)} · <bdi lang={campaign.language}>{campaign.title}</bdi>
        </li>
      ))}
    </ul>
  </section>
);
