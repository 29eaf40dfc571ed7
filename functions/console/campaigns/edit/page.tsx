import type { Campaign } from '../../../core/campaigns/campaign.ts';
import { takesFocus } from '../../../ui/focus.ts';
import { ConsoleForm, EnterButton, ErrorSummary } from '../../ui/form.tsx';
import { labelOf, wholeLabel } from '../../ui/labels.ts';
import { type ConsoleView, consolePage, type Me } from '../../ui/page.tsx';
import { shownValue } from '../../ui/picture-file.tsx';
import { JustDone } from '../../ui/said.tsx';
import { t } from '../../ui/words.ts';
import { type Back, backAt, campaignAt, sectionAt } from '../address.ts';
import { inFormOrder } from './errors.ts';
import { marksOf, unitOf } from './meanwhile.ts';
import type { Form } from './save.ts';
import type { Section, Typed } from './section.ts';
import { all, contentOf } from './typed.ts';

export type EditView = ConsoleView & { readonly me: Me };

/**
 * The page of a section: its faults, what was just saved, what was written meanwhile, and its form.
 * @param more.back the page to which it leads back. @param more.writers who has written what conflicts.
 */
export function editPage(
  view: EditView,
  section: Section,
  form: Form,
  { back, done, writers = '' }: { back: Back; done?: string | undefined; writers?: string },
): string {
  const { stored, conflicts } = form;
  const errors = inFormOrder(form.errors, form.typed);
  const { slug, title } = stored.campaign;
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
    conflicts.length > 0 && <Meanwhile {...{ section, form, writers }} />,
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

/** What both have written, side by side. */
const Meanwhile = ({
  section,
  form: { stored, typed, conflicts },
  writers,
}: {
  section: Section;
  form: Form;
  writers: string;
}) => (
  <section class="waits" role="alert" {...takesFocus}>
    <h2>{t('edit.meanwhile.by', { who: writers })}</h2>
    <p>{t('edit.meanwhile.detail')}</p>
    {conflicts.map((unit) => (
      <div class="versions">
        <h3>{section.labelOf?.(unit, stored.campaign) ?? labelOf(unit)}</h3>
        <Version word="edit.meanwhile.yours" typed={typed} {...{ unit, campaign: stored.campaign }} />
        <Version
          word="edit.meanwhile.theirs"
          typed={section.fields(stored.campaign)}
          {...{ unit, campaign: stored.campaign }}
        />
      </div>
    ))}
  </section>
);

const Version = ({
  word,
  typed,
  unit,
  campaign,
}: {
  word: 'edit.meanwhile.yours' | 'edit.meanwhile.theirs';
  typed: Typed;
  unit: string;
  campaign: Campaign;
}) => {
  const shown = Object.keys(contentOf(typed)).filter(
    (name) => unitOf(name) === unit && all(typed, name).some((value) => value.trim() !== ''),
  );
  return (
    <div class="version">
      <p class="label">{t(word)}</p>
      {shown.length === 0 && <p>{t('edit.meanwhile.nothing')}</p>}
      {shown.map((name) => (
        <>
          {name !== unit && <p class="hint">{wholeLabel(name)}</p>}
          <p class="as-typed" lang={campaign.language} dir="auto">
            {shownValue(name, all(typed, name))}
          </p>
        </>
      ))}
    </div>
  );
};
