import { ConsoleForm, EnterButton, ErrorSummary } from '../../ui/form.tsx';
import { type ConsoleView, consolePage, type Me } from '../../ui/page.tsx';
import { JustDone } from '../../ui/said.tsx';
import { t } from '../../ui/words.ts';
import { type Back, backAt, campaignAt, sectionAt } from '../address.ts';
import { BothVersions } from './both-versions.tsx';
import { inFormOrder } from './errors.ts';
import { marksOf } from './meanwhile.ts';
import type { Form } from './save.ts';
import type { Section, SeenBefore } from './section.ts';

export type EditView = ConsoleView & { readonly me: Me };

/**
 * The page of a section: its faults, what was just saved, what was written meanwhile, and its form.
 * @param more.back the page to which it leads back. @param more.writers who has written what conflicts.
 * @param more.was the campaign that the writer of the form has seen.
 */
export function editPage(
  view: EditView,
  section: Section,
  form: Form,
  {
    back,
    done,
    writers = '',
    was,
  }: { back: Back; done?: string | undefined; writers?: string; was?: SeenBefore | undefined },
): string {
  const { stored, conflicts } = form;
  const errors = inFormOrder(form.errors, form.typed);
  const { slug, title } = stored.campaign;
  const [mine, theirs] = [form.mine ?? form.typed, section.fields(stored.campaign)];
  // Numbers of a list say something only in the list that their writer has seen.
  const typed = was ? mine : form.typed;
  const heading = section.title ?? t(section.word);
  return consolePage(
    view,
    {
      title: `${heading}: ${title}`,
      takesPictures: section.picture !== undefined,
      hasFault: errors.length > 0 || conflicts.length > 0,
    },
    <ErrorSummary errors={errors} />,
    done !== undefined && <JustDone>{done}</JustDone>,
    conflicts.length > 0 && (
      <BothVersions
        {...{ conflicts, writers, mine, theirs, form: form.typed }}
        language={stored.campaign.language}
        labelOf={(unit) => section.labelOf?.(unit, stored.campaign)}
        rowsOf={(unit, isSaved) =>
          section.rowsOf?.(unit, { typed: isSaved ? theirs : typed, isSaved, was }, stored.campaign)
        }
      />
    ),
    <p>
      <a href={campaignAt(slug)} lang={stored.campaign.language} dir="auto">
        {title}
      </a>
    </p>,
    <h1>{heading}</h1>,
    <ConsoleForm me={view.me} action={sectionAt(slug, section.name, back)} hasFiles={section.picture !== undefined}>
      {!section.isIdle?.(stored.campaign) && <EnterButton>{t('edit.save')}</EnterButton>}
      <input type="hidden" name="seen" value={form.seen?.revision ?? String(stored.revision)} />
      <input type="hidden" name="was" value={form.seen?.marks ?? marksOf(section.fields(stored.campaign))} />
      {section.view({ typed: form.typed, campaign: stored.campaign, errors, known: form.known, back })}
      {section.isIdle?.(stored.campaign) ? (
        <p>
          <a href={backAt(slug, back)}>{t(back === undefined ? 'case.added.back' : 'edit.back.open')}</a>
        </p>
      ) : (
        <p class="buttons">
          <button class="button" type="submit">
            {t('edit.save')}
          </button>
          <a href={backAt(slug, back)}>{t('console.cancel')}</a>
        </p>
      )}
    </ConsoleForm>,
  );
}
