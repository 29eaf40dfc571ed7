import { hasRight } from '../../../core/access/rights.ts';
import type { Victory } from '../../../core/campaigns/archiving.ts';
import type { Campaign } from '../../../core/campaigns/campaign.ts';
import { campaignChanges } from '../../../core/campaigns/changes.ts';
import type { DangerKind } from '../../../core/campaigns/dangers.ts';
import { type FileFault, withoutAdvice } from '../../../core/campaigns/faults.ts';
import { textFields } from '../../../core/campaigns/text-fields.ts';
import type { SaidCase } from '../../../core/campaigns/undo-cases.ts';
import type { SaidVictory, UndoKind, UndoPlan } from '../../../core/campaigns/versions.ts';
import { ConsoleForm } from '../../ui/form.tsx';
import { consolePage, type OwnView } from '../../ui/page.tsx';
import { PartLinks, partOf } from '../../ui/parts.tsx';
import { ChangedBy } from '../../ui/said.tsx';
import { clockWords, statusWord, t, type Word } from '../../ui/words.ts';
import { AppearWithIt } from '../updates-ahead.tsx';
import { Changes, Dangers, textOf } from './changes.tsx';
import { Erased, ToCampaign, versionAt, versionsAt } from './pages.tsx';
import { inFormOrder, inWords } from './value-words.ts';
import { whatWords } from './words.ts';

/** Asks before a version comes back. @param changedBy who wrote the campaign since it was shown here. */
export function undoPage(
  view: OwnView,
  {
    campaign,
    revision,
    what,
    plan,
    takenBack,
    happened,
    part,
    seen,
    changedBy,
    now,
  }: {
    campaign: Campaign;
    revision: number;
    what: UndoKind;
    plan: UndoPlan;
    /** The people of whom it takes something back. */
    takenBack: readonly SaidCase[];
    /** Whether it was chosen to take back what has happened to prisoners, too. */
    happened: boolean;
    /** Which changes are asked for, if there are too many for one page. */
    part: string | undefined;
    seen: number;
    changedBy?: string | undefined;
    now: number;
  },
): string {
  const { slug } = campaign;
  const title = t('undo.title', { revision });
  const undo = `${versionAt(slug, revision)}/undo`;
  const worded = inFormOrder(
    campaignChanges(
      plan.before?.campaign,
      plan.after,
      inWords((iso) => clockWords(iso, campaign)),
    ),
  );
  // Without the box, nothing would change.
  const isOnlySaid = plan.changes.length === 0;
  const changes = partOf(worded, textOf, part);
  const other = what === 'texts' ? 'all' : 'texts';
  const mayOther = other === 'texts' || hasRight(view.me.actor, 'campaign.publish', slug);
  return consolePage(
    view,
    { title },
    <ChangedBy who={changedBy} word="undo.changed" />,
    <h1>{title}</h1>,
    <p>{t(`undo.what.${what}` satisfies Word)}</p>,
    mayOther && (
      <p>
        <a href={`${undo}?what=${other}`}>{t(`undo.to-${other}` satisfies Word)}</a>
      </p>
    ),
    <StateBack plan={plan} />,
    <Erased revision={revision} erased={plan.erased} />,
    plan.kept.length > 0 && <Kept kept={plan.kept} language={campaign.language} />,
    isOnlySaid && plan.said.length === 0 && !plan.victory ? (
      <p class="lead">{t('undo.none')}</p>
    ) : (
      <>
        {isOnlySaid && <p class="lead">{t('undo.only-said')}</p>}
        <Dangers dangers={plan.dangers} takenBack={takenBack} language={campaign.language} />
        {plan.dangers.includes('shown-from-now') && <AppearWithIt campaign={plan.after} now={now} isStored />}
        {!isOnlySaid && (
          <Changes
            changes={changes.items}
            sides={{ before: t('versions.present', { revision: seen }), after: t('versions.one', { revision }) }}
            language={campaign.language}
          />
        )}
        <PartLinks part={changes} href={(part) => `${undo}?what=${what}&part=${part}`} />
        {plan.dangers.some((kind) => isOfSigned(kind)) && <p class="hint">{t('undo.signed')}</p>}
        <ConsoleForm me={view.me} action={undo}>
          <input type="hidden" name="seen" value={String(seen)} />
          <input type="hidden" name="what" value={what} />
          {(plan.said.length > 0 || plan.victory) && (
            <Said
              said={plan.said}
              victory={plan.victory}
              {...{ revision, happened, isOnlySaid }}
              language={campaign.language}
            />
          )}
          <p class="buttons">
            <button class="button" type="submit">
              {t('undo.do')}
            </button>
            <a href={versionsAt(slug)}>{t('console.cancel')}</a>
          </p>
        </ConsoleForm>
      </>
    ),
    <ToCampaign slug={slug} />,
  );
}

/** Whether a change is one of words that stay with their signatures. */
const isOfSigned = (kind: DangerKind): boolean => kind === 'demand-changed' || kind === 'title-changed';

/** Whether people can sign it then: that is no text, and nobody may miss it. */
const StateBack = ({ plan: { state, keepsPause } }: { plan: UndoPlan }) => {
  const { now, back } = state;
  if (keepsPause) return <p class="waits">{t('undo.keeps-pause')}</p>;
  if (now === back) return null;
  const named = { now: t(`state.${now}` satisfies Word), back: t(`state.${back}` satisfies Word) };
  const ends = now === 'open' ? t('undo.state.ends') : undefined;
  const signing = back === 'open' || back === 'paused' ? t(`undo.state.${back}` satisfies Word) : ends;
  return <p class="waits">{[t('undo.state', named), signing].filter(Boolean).join(' ')}</p>;
};

/**
 * A victory, and people to whom something else has happened since. They stay as they are now, unless the box is ticked.
 * @param isOnlySaid whether nothing else comes back.
 */
const Said = ({
  said,
  victory,
  revision,
  happened,
  isOnlySaid,
  language,
}: {
  said: readonly SaidCase[];
  victory: SaidVictory | undefined;
  revision: number;
  happened: boolean;
  isOnlySaid: boolean;
  language: string;
}) => (
  <fieldset class="waits choices">
    <legend>{t('undo.said')}</legend>
    <ul>
      {victory && (
        <li>
          {`${t('section.won')}: ${t('undo.said.won', { now: reached(victory.now), back: reached(victory.back), revision })}`}
        </li>
      )}
      {said.map(({ name, now, back = now, others }) => (
        <li>
          <bdi lang={language}>{name}</bdi>
          {`: ${t('undo.said.one', { now: statusWord(now), back: statusWord(back), revision, others })}`}
        </li>
      ))}
    </ul>
    <div class="choice">
      <input type="checkbox" id="field-happened" name="happened" value="yes" checked={happened} required={isOnlySaid} />
      <label for="field-happened">
        {t(said.some(({ others }) => others > 0) ? 'undo.said.tick.everywhere' : 'undo.said.tick')}
      </label>
    </div>
  </fieldset>
);

const reached = (victory: Victory | undefined): string =>
  victory === undefined ? t('undo.said.none') : t('undo.said.words', { words: victory.words });

/** Cases that this organiser may not bring back as they were. */
const Kept = ({ kept, language }: { kept: UndoPlan['kept']; language: string }) => (
  <div class="waits">
    <p>{t('undo.kept')}</p>
    <ul>
      {kept.map(({ name, how }) => (
        <li>
          <bdi lang={language}>{name}</bdi>: {t(`undo.kept.${how}` satisfies Word)}
        </li>
      ))}
    </ul>
  </div>
);

/** A version that the rules of today refuse. Its texts may come back alone, if they have no part in that. */
export const undoFaultyPage = (
  view: OwnView,
  { slug, revision, what, faults }: { slug: string; revision: number; what: UndoKind; faults: readonly FileFault[] },
): string => {
  const title = t('undo.faulty');
  const areOfTexts = faults.some(({ field = '' }) => textFields.has(/^[^.[]*/.exec(field)?.[0] ?? ''));
  return consolePage(
    view,
    { title },
    <h1>{title}</h1>,
    <ul class="steps">
      {faults.map(({ label, message }) => (
        <li>
          <strong dir="auto">{whatWords(label ?? '')}</strong> {withoutAdvice(message)}
        </li>
      ))}
    </ul>,
    <p>{t('undo.faulty.detail')}</p>,
    what === 'all' && !areOfTexts && (
      <p>
        <a href={`${versionAt(slug, revision)}/undo?what=texts`}>{t('undo.to-texts')}</a>
      </p>
    ),
    <p>
      <a href={versionAt(slug, revision)}>{t('versions.compare')}</a>
    </p>,
    <ToCampaign slug={slug} />,
  );
};
