import { hasRight } from '../../../core/access/rights.ts';
import type { Campaign } from '../../../core/campaigns/campaign.ts';
import type { Change } from '../../../core/campaigns/changes.ts';
import type { StoredCampaign } from '../../../core/campaigns/store.ts';
import type { Version } from '../../../core/campaigns/version-store.ts';
import { ConsoleField, ErrorSummary } from '../../ui/form.tsx';
import { type ConsoleView, consolePage, type Me } from '../../ui/page.tsx';
import { type Part, PartLinks } from '../../ui/parts.tsx';
import { dayWords, t } from '../../ui/words.ts';
import { campaignAt } from '../address.ts';
import { Changes } from './changes.tsx';
import { actWords, madeWords, type Names, versionWords } from './words.ts';

type HistoryView = ConsoleView & { readonly me: Me };

export const versionsAt = (slug: string): string => `${campaignAt(slug)}/versions`;
export const versionAt = (slug: string, revision: number): string => `${versionsAt(slug)}/${revision}`;

/** The versions of a campaign, the newest first. @param before the revision before which this page begins. */
export function versionsPage(
  view: HistoryView,
  {
    current: { campaign, revision: present },
    versions,
    next,
    before,
    names,
  }: {
    current: StoredCampaign;
    versions: readonly Version[];
    next: number | undefined;
    before: number | undefined;
    names: Names;
  },
): string {
  const { slug } = campaign;
  const title = t('versions.title', { title: campaign.title });
  return consolePage(
    view,
    { title },
    <h1 dir="auto">{title}</h1>,
    versions.length === 0 ? (
      <p class="lead">{t('versions.none')}</p>
    ) : (
      <p>{t(hasRight(view.me.actor, 'campaign.write', slug) ? 'versions.lead' : 'versions.lead.read')}</p>
    ),
    versions.length > 0 && (
      <ol class="rows">
        {versions.map((version) => (
          <li>
            <p class="row-name">{versionWords(version.revision, present)}</p>
            <p class="row-side">
              {version.revision !== present && (
                <a href={versionAt(slug, version.revision)}>
                  {t('versions.compare')} <Hidden revision={version.revision} />
                </a>
              )}
              {version.revision > 1 && (
                <a href={`${versionAt(slug, version.revision - 1)}?with=${version.revision}`}>
                  {t('versions.compare.before')} <Hidden revision={version.revision} />
                </a>
              )}
            </p>
            <p class="hint row-more" dir="auto">
              {version.act !== undefined && `${actWords(version)} · `}
              {madeWords(version, names, campaign)}
            </p>
          </li>
        ))}
      </ol>
    ),
    (next !== undefined || before !== undefined) && (
      <p class="buttons">
        {next !== undefined && <a href={`${versionsAt(slug)}?before=${next}`}>{t('versions.older')}</a>}
        {before !== undefined && <a href={versionsAt(slug)}>{t('versions.newest')}</a>}
      </p>
    ),
    <ToCampaign slug={slug} />,
  );
}

const Hidden = ({ revision }: { revision: number }) => <span class="hidden">{t('versions.one', { revision })}</span>;

/** Two versions, side by side. */
export function comparePage(
  view: HistoryView,
  {
    current: { campaign, revision: present },
    before,
    after,
    changes,
    names,
    unknown,
  }: {
    current: StoredCampaign;
    before: Version;
    after: Version;
    changes: Part<Change>;
    names: Names;
    /** What was typed for another version, if there is none of that number. */
    unknown?: string | undefined;
  },
): string {
  const { slug } = campaign;
  const title = t('compare.title', { title: campaign.title });
  const sides = {
    before: versionWords(before.revision, present),
    after: versionWords(after.revision, present),
  };
  const errors =
    unknown === undefined ? [] : [{ field: 'with', message: t('compare.other.unknown', { newest: present }) }];
  const mayUndo = before.revision !== present && hasRight(view.me.actor, 'campaign.write', slug);
  return consolePage(
    view,
    { title, hasFault: errors.length > 0 },
    <ErrorSummary errors={errors} />,
    <h1 dir="auto">{title}</h1>,
    <dl class="answers">
      <Made name={sides.before} version={before} {...{ names, campaign }} />
      <Made name={sides.after} version={after} {...{ names, campaign }} />
    </dl>,
    [before, after].map(({ revision, erased = [] }) => <Erased revision={revision} erased={erased} />),
    changes.all > 0 && (
      <p class="hint">
        {t('compare.changes', { count: changes.all })}. {t('compare.marks')}
      </p>
    ),
    <Changes changes={changes.items} sides={sides} language={campaign.language} />,
    <PartLinks
      part={changes}
      href={(part) => `${versionAt(slug, before.revision)}?with=${after.revision}&part=${part}`}
    />,
    mayUndo && (
      <p>
        <a class="button" href={`${versionAt(slug, before.revision)}/undo`}>
          {t('compare.undo', { revision: before.revision })}
        </a>
      </p>
    ),
    <form class="console-form" method="get" action={versionAt(slug, before.revision)}>
      <ConsoleField
        name="with"
        label={t('compare.other')}
        hint={t('compare.other.hint')}
        errors={errors}
        input={(control) => (
          <input
            {...{ ...control, type: 'text', inputmode: 'numeric', autocomplete: 'off' }}
            value={unknown ?? String(after.revision)}
          />
        )}
      />
      <p>
        <button class="button button-quiet" type="submit">
          {t('compare.other.do')}
        </button>
      </p>
    </form>,
    <p>
      <a href={versionsAt(slug)}>{t('versions.to-list')}</a>
    </p>,
    <ToCampaign slug={slug} />,
  );
}

/** Cases that a version had, and that were erased since: nobody sees their words again. */
export const Erased = ({ revision, erased }: { revision: number; erased: readonly string[] }) => (
  <>
    {erased.map((at) => (
      <p class="hint">{t('versions.erased', { revision, day: dayWords(at) })}</p>
    ))}
  </>
);

const Made = ({
  name,
  version,
  names,
  campaign,
}: {
  name: string;
  version: Version;
  names: Names;
  campaign: Campaign;
}) => (
  <div>
    <dt>{name}</dt>
    <dd dir="auto">
      {version.act !== undefined && `${actWords(version)} · `}
      {madeWords(version, names, campaign)}
    </dd>
  </div>
);

export const ToCampaign = ({ slug }: { slug: string }) => (
  <p>
    <a href={campaignAt(slug)}>{t('turn.to-campaign')}</a>
  </p>
);
