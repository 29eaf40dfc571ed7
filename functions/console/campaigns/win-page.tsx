import type { Victory } from '../../core/campaigns/archiving.ts';
import type { Campaign } from '../../core/campaigns/campaign.ts';
import type { FileFault } from '../../core/campaigns/faults.ts';
import { inZone, zoneOf } from '../../core/campaigns/local-time.ts';
import { organisedStatus } from '../../core/campaigns/states.ts';
import { campaignStatus } from '../../core/campaigns/status.ts';
import { ConsoleField, ConsoleForm, ErrorSummary, type FieldError } from '../ui/form.tsx';
import { type ConsoleView, consolePage, type Me } from '../ui/page.tsx';
import { ChangedBy } from '../ui/said.tsx';
import { t } from '../ui/words.ts';
import { campaignAt } from './address.ts';
import { DateFields, dateFaults, dayFields, dayIn } from './edit/dates.tsx';
import type { Typed } from './edit/section.ts';
import { lineIn, one } from './edit/typed.ts';
import { momentOf, State } from './state.tsx';

/** What the form shows first: today, by the clocks of the campaign. */
export const typedVictory = (campaign: Campaign, now: number): Typed => ({
  ...dayFields('on', campaign.won?.on ?? inZone(zoneOf(campaign), now)),
  words: campaign.won?.words ?? '',
});

/** Reads the form. @returns the victory as it was typed; what is wrong; and `takes`, which adds what the use case finds in its fields. */
export function readVictory(typed: Typed) {
  const on = dayIn(typed, 'on');
  const won: Victory = { on: on ?? '', words: lineIn(typed, 'words') ?? '' };
  const errors = dateFaults('on', on, { isNeeded: true, label: t('turn.win.on') });
  if (won.words === '') errors.push({ field: 'words', message: t('turn.win.words.missing') });
  const takes = (faults: readonly FileFault[]): boolean => {
    const add = (name: string, message: string) => {
      if (!errors.some(({ field }) => field.split('.')[0] === name)) errors.push({ field: name, message });
    };
    for (const { field, message: fault } of faults) {
      if (field === 'won.on') add('on', t('turn.win.on.wrong', { fault }));
      if (field === 'won.words') add('words', t('turn.win.words.wrong', { fault }));
    }
    return faults.every(({ field }) => field === 'won.on' || field === 'won.words');
  };
  return { won, errors, takes };
}

const languages = new Intl.DisplayNames(['en'], { type: 'language' });

/**
 * Asks what a campaign has reached, and says what follows.
 * @param changedBy who has changed the campaign meanwhile.
 */
export function winPage(
  view: ConsoleView & { readonly me: Me },
  {
    campaign,
    seen,
    typed,
    errors,
    changedBy,
    now,
  }: {
    campaign: Campaign;
    seen: number;
    typed: Typed;
    errors: readonly FieldError[];
    changedBy?: string;
    now: number;
  },
): string {
  const title = t('turn.win.title', { title: campaign.title });
  const isOver = campaignStatus(campaign, now) === 'closed';
  return consolePage(
    view,
    { title, hasFault: errors.length > 0 },
    <ChangedBy who={changedBy} word="turn.changed" />,
    <ErrorSummary errors={errors} />,
    <h1>{title}</h1>,
    <p class="buttons">
      <State status={organisedStatus(campaign, now)} campaign={campaign} />
      <span class="hint">{momentOf(campaign, now)}</span>
    </p>,
    <p>{t(isOver ? 'turn.win.what.closed' : 'turn.win.what')}</p>,
    <ConsoleForm me={view.me} action={`${campaignAt(campaign.slug)}/win`}>
      <input type="hidden" name="seen" value={String(seen)} />
      <DateFields name="on" {...{ typed, errors }} label={t('turn.win.on')} hint={t('turn.win.on.hint')} />
      <ConsoleField
        name="words"
        label={t('turn.win.words')}
        hint={t('turn.win.words.hint', { language: languages.of(campaign.language) ?? campaign.language })}
        errors={errors}
        input={(control) => (
          <textarea {...control} rows={3} lang={campaign.language} dir="auto">
            {one(typed, 'words')}
          </textarea>
        )}
      />
      <p class="buttons">
        <button class="button" type="submit">
          {t('turn.win.do')}
        </button>
        <a href={campaignAt(campaign.slug)}>{t('console.cancel')}</a>
      </p>
    </ConsoleForm>,
  );
}
