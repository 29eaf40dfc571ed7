import { hasRight } from '../../../core/access/rights.ts';
import type { SessionActor } from '../../../core/access/sessions.ts';
import type { Campaign } from '../../../core/campaigns/campaign.ts';
import type { OrganisedStatus } from '../../../core/campaigns/turns.ts';
import { t, type Word } from '../../ui/words.ts';
import { sectionAt } from '../address.ts';
import type { Section } from './section.ts';
import { sectionNamed, tasksOf } from './sections.ts';

/** The sections of a campaign. What most need stands first. */
export const Tasks = ({ status, ...props }: { campaign: Campaign; actor: SessionActor; status: OrganisedStatus }) => {
  const { tasks, more } = tasksOf(status);
  return (
    <>
      <h2>{t('task.title')}</h2>
      <TaskList sections={tasks} {...props} />
      <h2>{t('task.more')}</h2>
      <TaskList sections={more} {...props} />
    </>
  );
};

/** Sections, and how far each is. A section that an organiser may not write has no link. */
const TaskList = ({
  sections,
  campaign,
  actor,
}: {
  sections: readonly Section[];
  campaign: Campaign;
  actor: SessionActor;
}) => (
  <ul class="rows tasks">
    {sections.map(({ name, word, right, state }) => {
      const isTheirs = hasRight(actor, right, campaign.slug);
      const id = `task-${name}`;
      return (
        <li>
          <p class="row-name">
            {isTheirs ? (
              <a href={sectionAt(campaign.slug, name)} aria-describedby={id}>
                {t(word)}
              </a>
            ) : (
              t(word)
            )}
          </p>
          <p class="row-side" id={id}>
            {isTheirs ? <TaskState state={state(campaign)} /> : t('task.of-owner')}
          </p>
        </li>
      );
    })}
  </ul>
);

const TaskState = ({ state }: { state: 'done' | 'missing' | 'optional' }) => (
  <span class={state === 'missing' ? 'state state-waits' : state === 'done' ? 'state' : 'hint'}>
    {t(`task.${state}` satisfies Word)}
  </span>
);

/** Says that a section was saved. */
export const savedWords = (saved: string | undefined): string | undefined => {
  const section = sectionNamed(saved ?? '');
  return section && t('edit.saved', { section: section.title ?? t(section.word) });
};
