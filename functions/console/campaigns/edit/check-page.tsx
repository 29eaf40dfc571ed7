import type { Campaign } from '../../../core/campaigns/campaign.ts';
import { withCaseIds } from '../../../core/campaigns/case-ids.ts';
import { campaignChanges } from '../../../core/campaigns/changes.ts';
import { olderTranslations } from '../../../core/campaigns/older-demands.ts';
import type { Plan } from '../../../core/campaigns/plan.ts';
import { campaignStatus } from '../../../core/campaigns/status.ts';
import { ConsoleForm, Hidden } from '../../ui/form.tsx';
import { labelOf } from '../../ui/labels.ts';
import { consolePage } from '../../ui/page.tsx';
import { clockWords, t } from '../../ui/words.ts';
import { type Back, sectionAt } from '../address.ts';
import { Changes } from '../history/changes.tsx';
import { inWords } from '../history/value-words.ts';
import { marksOf } from './meanwhile.ts';
import type { EditView } from './page.tsx';
import { languageName } from './places.ts';
import type { Question } from './questions.ts';
import type { Form } from './save.ts';
import type { Section } from './section.ts';
import { contentOf } from './typed.ts';

/** Asks before something changes that signers notice. All that was typed goes on with it. */
export function checkPage(
  view: EditView,
  section: Section,
  { plan, asked, form, back, now }: { plan: Plan; asked: readonly Question[]; form: Form; back: Back; now: number },
): string {
  const { campaign } = form.stored;
  const isVersion = asked.includes('demand-changed') || asked.includes('title-changed');
  const title = t(isVersion ? 'edit.version.title' : 'edit.check.title');
  return consolePage(
    view,
    { title },
    <h1>{title}</h1>,
    <p lang={campaign.language} dir="auto">
      {campaign.title}
    </p>,
    isVersion && (
      <SignedWords
        plan={plan}
        language={campaign.language}
        isClosed={campaignStatus(campaign, now) === 'closed'}
        isDemand={asked.includes('demand-changed')}
      />
    ),
    asked
      .filter((kind) => kind !== 'demand-changed' && kind !== 'title-changed')
      .map((kind) => <p class="waits">{t(`danger.${kind}`)}</p>),
    <Settings plan={plan} campaign={campaign} />,
    <ConsoleForm me={view.me} action={sectionAt(campaign.slug, section.name, back)}>
      <Hidden
        fields={{
          ...contentOf(form.typed),
          seen: String(form.stored.revision),
          was: marksOf(section.fields(campaign)),
        }}
      />
      <p class="buttons">
        <button class="button" type="submit" name="step" value="send">
          {t(isVersion ? 'edit.version.do' : 'edit.check.do')}
        </button>
        <button class="button button-quiet" type="submit" name="step" value="change">
          {t('edit.version.back')}
        </button>
      </p>
    </ConsoleForm>,
  );
}

/** What becomes of short values, such as days: parts that nobody typed stay as they were, and would be overlooked. */
const Settings = ({ plan, campaign }: { plan: Plan; campaign: Campaign }) => {
  const moment = (iso: string) => clockWords(iso, plan.after);
  // Cases of an old campaign get their ids with the next change, whatever that is.
  const before = withCaseIds(campaign.slug, campaign, undefined);
  const changes = campaignChanges(before, plan.after, inWords(moment)).filter(
    ({ what, before = '', after = '' }) => !SIGNED.test(what) && before.length + after.length <= SHORT,
  );
  return changes.length === 0 ? null : (
    <Changes
      changes={changes}
      sides={{ before: t('edit.check.now'), after: t('edit.check.after') }}
      language={campaign.language}
    />
  );
};

/** In characters, of both values. */
const SHORT = 200;

const SIGNED = /^(?:translations › [\w-]+ › )?(?:title|demand)$/;

/** The words that people have signed, and the new ones. @param isDemand whether the demand is among them. */
const SignedWords = ({
  plan: { changes, after },
  language,
  isClosed,
  isDemand,
}: {
  plan: Plan;
  language: string;
  isClosed: boolean;
  isDemand: boolean;
}) => (
  <>
    <p>{t('edit.version.detail')}</p>
    {isClosed && <p class="waits">{t(isDemand ? 'edit.version.closed' : 'edit.version.closed.title')}</p>}
    <p>{t('edit.version.seen')}</p>
    <OlderTranslations campaign={after} isClosed={isClosed} />
    {changes
      .filter(({ what }) => SIGNED.test(what))
      .map(({ what, before: old, after: now }) => {
        const [, tag = language] = /^translations › ([\w-]+)/.exec(what) ?? [];
        return (
          <div class="versions">
            <h2>{labelOf(what.split(' › ').at(-1) ?? what)}</h2>
            <div class="version">
              <p class="label">{t(isClosed ? 'edit.version.was-signed' : 'edit.version.signed')}</p>
              <p lang={tag} dir="auto">
                {old}
              </p>
            </div>
            <div class="version">
              <p class="label">{t(isClosed ? 'edit.version.shown' : 'edit.version.new')}</p>
              <p lang={tag} dir="auto">
                {now}
              </p>
            </div>
          </div>
        );
      })}
  </>
);

/** The languages in which the demand stays the old one. */
const OlderTranslations = ({ campaign, isClosed }: { campaign: Campaign; isClosed: boolean }) => {
  const older = olderTranslations(campaign);
  return older.length === 0 ? null : (
    <p class="waits">
      {t(isClosed ? 'edit.version.older.closed' : 'edit.version.older', {
        ...{ count: older.length, languages: older.map(languageName).join(', ') },
      })}
    </p>
  );
};
