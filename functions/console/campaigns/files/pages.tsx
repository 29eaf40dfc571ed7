import type { Campaign } from '../../../core/campaigns/campaign.ts';
import { campaignChanges } from '../../../core/campaigns/changes.ts';
import type { FileFault } from '../../../core/campaigns/faults.ts';
import { olderTranslations } from '../../../core/campaigns/older-demands.ts';
import type { Plan } from '../../../core/campaigns/plan.ts';
import type { SaidCase } from '../../../core/campaigns/undo-cases.ts';
import { CAMPAIGN_FILE, CAMPAIGN_FILES } from '../../ui/campaign-file.ts';
import { Answers, ConsoleField, ConsoleForm, ErrorSummary, type FieldError } from '../../ui/form.tsx';
import { FormId } from '../../ui/form-id.tsx';
import { type ConsoleView, consolePage, type Me } from '../../ui/page.tsx';
import { ChangedBy } from '../../ui/said.tsx';
import { clockWords, t, type Word } from '../../ui/words.ts';
import { campaignAt } from '../address.ts';
import { LineField } from '../edit/fields.tsx';
import { languageName } from '../edit/places.ts';
import type { Typed } from '../edit/section.ts';
import { Changes, Dangers } from '../history/changes.tsx';
import { ToCampaign } from '../history/pages.tsx';
import { inFormOrder, inWords } from '../history/value-words.ts';

type FilesView = ConsoleView & { readonly me: Me };

/** The campaign that a file goes into. Undefined: a new one. */
export type Into = Campaign | undefined;

const importAt = (into: Into): string => (into ? `${campaignAt(into.slug)}/import` : '/organise/import');
const importTitle = (into: Into): string => (into ? t('import.title.into', { title: into.title }) : t('import.title'));

/**
 * Takes the text of a file, or a file.
 * @param faults of the text.
 * @param more how many it has besides.
 * @param unread why a file could not be read.
 * @param errors of the form itself.
 */
export function importPage(
  view: FilesView,
  {
    into,
    text,
    faults = [],
    more = 0,
    unread = [],
    errors = [],
  }: {
    into: Into;
    text: string;
    faults?: readonly FileFault[];
    more?: number;
    unread?: readonly FileFault[];
    errors?: readonly FieldError[];
  },
): string {
  const all = [
    ...errors,
    ...unread.map((fault) => ({ field: CAMPAIGN_FILE, message: faultWords(fault) })),
    ...faults.map((fault) => ({ field: 'text', message: faultWords(fault) })),
    ...(more > 0 ? [{ field: 'text', message: t('import.more', { more }) }] : []),
  ];
  const title = importTitle(into);
  return consolePage(
    view,
    { title, hasFault: all.length > 0 },
    <ErrorSummary errors={all} />,
    <h1 dir="auto">{title}</h1>,
    <p>{t('import.lead')}</p>,
    faults.length > 0 && <FaultsByLine faults={faults} text={text} />,
    <ConsoleForm me={view.me} action={importAt(into)}>
      <ConsoleField
        name="text"
        label={t('import.text')}
        hint={t('import.text.hint')}
        errors={all}
        input={(control) => (
          <textarea {...control} class="file-text" rows={20} spellcheck={false} autocapitalize="none" dir="auto">
            {`\n${text}`}
          </textarea>
        )}
      />
      <p class="buttons">
        <button class="button" type="submit" name="step" value="check">
          {t('import.check')}
        </button>
        <a href={into ? campaignAt(into.slug) : '/organise'}>{t('console.cancel')}</a>
      </p>
    </ConsoleForm>,
    <h2>{t('import.upload')}</h2>,
    <ConsoleForm me={view.me} action={importAt(into)} hasFiles>
      <ConsoleField
        name={CAMPAIGN_FILE}
        label={t('import.upload.label')}
        hint={t('import.upload.hint')}
        errors={all}
        input={(control) => <input {...control} type="file" accept={CAMPAIGN_FILES} />}
      />
      <p>
        <button class="button button-quiet" type="submit">
          {t('import.upload.do')}
        </button>
      </p>
    </ConsoleForm>,
    into && <ToCampaign slug={into.slug} />,
  );
}

const faultWords = (fault: FileFault): string => {
  const words = sentenceOf(fault);
  return fault.line === undefined ? words : t('import.line', { line: fault.line, words });
};

/** A fault of the file as a whole begins with what is wrong. */
const sentenceOf = ({ label, message }: FileFault): string =>
  label === undefined && /^[a-z]/.test(message)
    ? t('import.whole', { fault: message })
    : [label === 'slug' ? t('import.slug') : label, message].filter(Boolean).join(' ');

/** The lines that have faults, as they are written: a text area has no numbers. */
const FaultsByLine = ({ faults, text }: { faults: readonly FileFault[]; text: string }) => {
  const lines = text.split('\n');
  const shown = [...new Set(faults.flatMap(({ line }) => line ?? []))].sort((a, b) => a - b);
  return shown.length === 0 ? null : (
    <div class="fault-lines">
      <h2>{t('import.faults')}</h2>
      <ol>
        {shown.map((line) => (
          <li value={line}>
            <code dir="auto">{(lines[line - 1] ?? '').slice(0, 300)}</code>
            {faults
              .filter((fault) => fault.line === line)
              .map((fault) => (
                <p class="error">{sentenceOf(fault)}</p>
              ))}
          </li>
        ))}
      </ol>
    </div>
  );
};

/** Shows what a file would change, before it is written. @param changedBy who wrote the campaign meanwhile. */
export function checkImportPage(
  view: FilesView,
  {
    into,
    text,
    plan,
    takenBack,
    changedBy,
  }: {
    into: Into;
    text: string;
    plan: Plan;
    /** The people of whom the file takes something back. */
    takenBack: readonly SaidCase[];
    changedBy: string | undefined;
  },
): string {
  const { after, before, changes, dangers } = plan;
  const title = t(into ? 'import.same.title' : 'import.new.title', {
    title: (into ? before?.campaign : after)?.title ?? after.title,
  });
  const seen = before?.revision ?? 0;
  return consolePage(
    view,
    { title },
    <ChangedBy who={changedBy} word="import.changed" />,
    <h1 dir="auto">{title}</h1>,
    !into && <p>{t(after.visibility === 'draft' ? 'import.new.what' : 'import.new.public')}</p>,
    into && changes.length === 0 ? (
      <p class="lead">{t('import.same.none')}</p>
    ) : (
      <>
        <Dangers {...{ dangers, takenBack }} language={after.language} />
        {!into && <Content campaign={after} />}
        {into && (
          <Changes
            changes={inFormOrder(
              campaignChanges(
                before?.campaign,
                after,
                inWords((iso) => clockWords(iso, after)),
              ),
            )}
            sides={{ before: t('versions.present', { revision: seen }), after: t('import.upload.label') }}
            language={after.language}
          />
        )}
      </>
    ),
    <ConsoleForm me={view.me} action={importAt(into)}>
      {into ? <input type="hidden" name="seen" value={String(seen)} /> : <FormId />}
      <input type="hidden" name="text" value={text} />
      <p class="buttons">
        {!(into && changes.length === 0) && (
          <button class="button" type="submit" name="step" value="save">
            {t(into ? 'import.same.do' : 'import.new.do')}
          </button>
        )}
        <button class="button button-quiet" type="submit" name="step" value="edit">
          {t('import.edit')}
        </button>
        <a href={into ? campaignAt(into.slug) : '/organise'}>{t('console.cancel')}</a>
      </p>
    </ConsoleForm>,
    into && <ToCampaign slug={into.slug} />,
  );
}

/** What a file makes, for somebody who has not read the file. */
const Content = ({ campaign }: { campaign: Campaign }) => {
  const { slug, language, demand, targets, cases, visibility, opensAt, closesAt } = campaign;
  const words = (text: string) => (
    <span lang={language} dir="auto">
      {text}
    </span>
  );
  return (
    <Answers
      rows={[
        { name: 'import.new.slug', value: <code>{slug}</code> },
        { name: 'open.check.demand', value: words(demand) },
        { name: 'open.check.targets', value: words(targets.map(({ name }) => name).join(', ')) },
        {
          name: 'open.check.cases',
          value: cases.length === 0 ? t('open.check.picture.none') : words(cases.map(({ name }) => name).join(', ')),
        },
        { name: 'field.visibility', value: t(`choice.visibility-${visibility}` satisfies Word) },
        { name: 'open.check.opens', value: clockWords(opensAt, campaign) },
        {
          name: 'open.check.closes',
          value: closesAt === undefined ? t('open.check.closes.never') : clockWords(closesAt, campaign),
        },
      ]}
    />
  );
};

/** Asks for the short name and the title of a copy. */
export function duplicatePage(
  view: FilesView,
  { campaign, typed, errors }: { campaign: Campaign; typed: Typed; errors: readonly FieldError[] },
): string {
  const title = t('duplicate.title', { title: campaign.title });
  const older = olderTranslations(campaign);
  return consolePage(
    view,
    { title, hasFault: errors.length > 0 },
    <ErrorSummary errors={errors} />,
    <h1 dir="auto">{title}</h1>,
    <p>{t('duplicate.lead')}</p>,
    campaign.cases.length > 0 && <p>{t('duplicate.cases')}</p>,
    Object.keys(campaign.translations ?? {}).length > 0 && <p>{t('duplicate.translations')}</p>,
    older.length > 0 && (
      <p class="waits">
        {t('duplicate.older', { count: older.length, languages: older.map(languageName).join(', ') })}
      </p>
    ),
    <ConsoleForm me={view.me} action={`${campaignAt(campaign.slug)}/duplicate`}>
      <FormId typed={typed} />
      <LineField name="title" {...{ typed, errors }} language={campaign.language} />
      <LineField name="slug" {...{ typed, errors }} />
      <p class="buttons">
        <button class="button" type="submit">
          {t('duplicate.do')}
        </button>
        <a href={campaignAt(campaign.slug)}>{t('console.cancel')}</a>
      </p>
    </ConsoleForm>,
  );
}
