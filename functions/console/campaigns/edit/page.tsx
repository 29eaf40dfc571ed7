import type { Campaign } from '../../../core/campaigns/campaign.ts';
import { versionOf } from '../../../core/campaigns/demands.ts';
import type { Plan } from '../../../core/campaigns/plan.ts';
import { ConsoleForm, ErrorSummary, Hidden } from '../../ui/form.tsx';
import { labelOf, wholeLabel } from '../../ui/labels.ts';
import { type ConsoleView, consolePage, type Me } from '../../ui/page.tsx';
import { t } from '../../ui/words.ts';
import { campaignAt, sectionAt } from '../address.ts';
import { marksOf, unitOf } from './meanwhile.ts';
import type { Form } from './save.ts';
import type { Section, Typed } from './section.ts';
import { all, contentOf } from './typed.ts';

type EditView = ConsoleView & { readonly me: Me };

/** The page of a section: its faults, what others have written meanwhile, and its form. */
export function editPage(view: EditView, section: Section, form: Form): string {
  const { stored, errors, conflicts } = form;
  const { slug, title } = stored.campaign;
  return consolePage(
    view,
    {
      title: `${t(section.word)}: ${title}`,
      takesPictures: section.pictures !== undefined,
      hasFault: errors.length > 0 || conflicts.length > 0,
    },
    <ErrorSummary errors={errors} />,
    conflicts.length > 0 && <Meanwhile section={section} form={form} />,
    <p>
      <a href={campaignAt(slug)} lang={stored.campaign.language} dir="auto">
        {title}
      </a>
    </p>,
    <h1>{t(section.word)}</h1>,
    <ConsoleForm me={view.me} action={sectionAt(slug, section.name)} hasFiles={section.pictures !== undefined}>
      {/* The key Enter presses the first button of a form. */}
      <button class="hidden" type="submit" tabindex={-1}>
        {t('edit.save')}
      </button>
      <input type="hidden" name="seen" value={form.seen?.revision ?? String(stored.revision)} />
      <input type="hidden" name="was" value={form.seen?.marks ?? marksOf(section.fields(stored.campaign))} />
      {section.view({ typed: form.typed, campaign: stored.campaign, errors, known: form.known })}
      <p class="buttons">
        <button class="button" type="submit">
          {t('edit.save')}
        </button>
        <a href={campaignAt(slug)}>{t('console.cancel')}</a>
      </p>
    </ConsoleForm>,
  );
}

/** What both have written, side by side. */
const Meanwhile = ({ section, form: { stored, typed, conflicts } }: { section: Section; form: Form }) => (
  <section class="waits" role="alert">
    <h2>{t('edit.meanwhile.title')}</h2>
    <p>{t('edit.meanwhile.detail')}</p>
    {conflicts.map((unit) => (
      <div class="versions">
        <h3>{labelOf(unit)}</h3>
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
            {all(typed, name).join(', ')}
          </p>
        </>
      ))}
    </div>
  );
};

/** Asks before words change that people have signed. All that was typed goes on with it. */
export function checkPage(view: EditView, section: Section, { plan, form }: { plan: Plan; form: Form }): string {
  const { campaign } = form.stored;
  const { before, after } = plan;
  const title = t('edit.version.title');
  const words = plan.changes.filter(({ what }) => /(?:^|› )(?:title|demand)$/.test(what));
  return consolePage(
    view,
    { title },
    <h1>{title}</h1>,
    <p>{t('edit.version.detail', { version: versionOf(after), before: versionOf(before?.campaign ?? after) })}</p>,
    <p>{t('edit.version.seen')}</p>,
    words.map(({ what, before: old, after: now }) => (
      <div class="versions">
        <h2>{labelOf(what.split(' › ').at(-1) ?? what)}</h2>
        <div class="version">
          <p class="label">{t('edit.version.signed')}</p>
          <p lang={campaign.language} dir="auto">
            {old}
          </p>
        </div>
        <div class="version">
          <p class="label">{t('edit.version.new')}</p>
          <p lang={campaign.language} dir="auto">
            {now}
          </p>
        </div>
      </div>
    )),
    <ConsoleForm me={view.me} action={sectionAt(campaign.slug, section.name)}>
      <Hidden
        fields={{
          ...contentOf(form.typed),
          seen: String(form.stored.revision),
          was: marksOf(section.fields(campaign)),
        }}
      />
      <p class="buttons">
        <button class="button" type="submit" name="step" value="send">
          {t('edit.version.do')}
        </button>
        <button class="button button-quiet" type="submit" name="step" value="change">
          {t('edit.version.back')}
        </button>
      </p>
    </ConsoleForm>,
  );
}
