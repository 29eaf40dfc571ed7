import type { Child } from 'hono/jsx';
import { hasRight } from '../../../core/access/rights.ts';
import type { SessionActor } from '../../../core/access/sessions.ts';
import type { Campaign } from '../../../core/campaigns/campaign.ts';
import { t, type Word } from '../../ui/words.ts';
import { sectionAt, updatesAt } from '../address.ts';
import type { Section, SectionState } from './section.ts';
import { sectionNamed, tasks } from './sections.ts';

/**
 * What a campaign is made of, what happens in it, and its settings. Who may not write them sees the updates alone.
 */
export const Tasks = ({ campaign, actor }: { campaign: Campaign; actor: SessionActor }) => {
  const mayWrite = hasRight(actor, 'campaign.write', campaign.slug);
  return (
    <>
      {mayWrite && (
        <>
          <h2>{t('task.title')}</h2>
          <TaskList sections={tasks.written} {...{ campaign, actor }} />
        </>
      )}
      <h2>{t('task.outcome')}</h2>
      <TaskList sections={mayWrite ? tasks.outcome : []} {...{ campaign, actor }}>
        <UpdatesRow campaign={campaign} />
      </TaskList>
      {mayWrite && (
        <>
          <h2>{t('task.more')}</h2>
          <TaskList sections={tasks.settings} {...{ campaign, actor }} />
        </>
      )}
    </>
  );
};

/** Updates have a list of their own. */
const UpdatesRow = ({ campaign: { slug, updates } }: { campaign: Campaign }) => (
  <li>
    <p class="row-name">
      <a href={updatesAt(slug)} aria-describedby="task-updates">
        {t('updates.title')}
      </a>
    </p>
    <p class="row-side hint" id="task-updates">
      {t('task.updates', { updates: updates.length })}
    </p>
  </li>
);

/** Sections, and how far each is. A section that an organiser may not write has no link. */
const TaskList = ({
  sections,
  campaign,
  actor,
  children,
}: {
  sections: readonly Section[];
  campaign: Campaign;
  actor: SessionActor;
  /** Rows above them. */
  children?: Child;
}) => (
  <ul class="rows tasks">
    {children}
    {sections.map(({ name, word, right, state, left, shortcut }) => {
      const isTheirs = hasRight(actor, right, campaign.slug);
      const mayPublish = hasRight(actor, 'campaign.publish', campaign.slug);
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
            {isTheirs ? <TaskState state={state(campaign)} left={left?.(campaign, mayPublish)} /> : t('task.of-owner')}
          </p>
          {shortcut && isTheirs && (
            <p class="row-more">
              <a href={shortcut(campaign).href}>{t(shortcut(campaign).word)}</a>
            </p>
          )}
        </li>
      );
    })}
  </ul>
);

const TaskState = ({ state, left }: { state: SectionState; left: string | undefined }) => (
  <span class={state === 'missing' ? 'state state-waits' : state === 'done' ? 'state' : 'hint'}>
    {left ?? t(`task.${state}` satisfies Word)}
  </span>
);

/** Says that a section was saved, or that its form changed nothing. @param asked of the address of a page. */
export const savedWords = ({ saved, same }: Readonly<Record<string, string>>): string | undefined => {
  const section = sectionNamed(saved ?? same ?? '');
  return section && t(saved === undefined ? 'edit.same' : 'edit.saved', { section: section.title ?? t(section.word) });
};
