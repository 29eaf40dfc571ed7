import { differencesOf } from '../../core/campaigns/case-copy.ts';
import type { CaseRecord } from '../../core/campaigns/case-store.ts';
import type { CaseVersions } from '../../core/cases/list.ts';
import { bareLabel } from '../ui/labels.ts';
import { consolePage, type OwnView } from '../ui/page.tsx';
import { partOf } from '../ui/parts.tsx';
import { momentWords, t } from '../ui/words.ts';
import { caseAt, caseVersionsAt } from './address.ts';
import { factWords } from './fact-words.ts';

/** A version with what it has changed, in words. */
interface ShownVersion extends Pick<CaseRecord, 'revision' | 'language' | 'at' | 'by'> {
  readonly changes: readonly { readonly name: string; readonly was: string; readonly is: string }[];
}

/** What a list of versions shows. */
export interface ShownVersions {
  /** The newest first. */
  readonly shown: readonly ShownVersion[];
  /** The revision before which the next page begins, if there is one. */
  readonly next: number | undefined;
  /** The name of who wrote a version. */
  readonly nameOf: (by: string) => string;
}

/** As many versions as a page carries over a slow network. Long texts fill it early. */
export function fittingVersions({ versions, earlier, next }: CaseVersions): Omit<ShownVersions, 'nameOf'> {
  const all = versions.map(({ fields, ...one }, i): ShownVersion => {
    const before = (versions[i + 1] ?? earlier)?.fields;
    const changed = before ? differencesOf(before, fields) : [];
    return {
      ...one,
      changes: changed.map((name) => ({ name, was: factWords(before?.[name]), is: factWords(fields[name]) })),
    };
  });
  const textOf = ({ changes }: ShownVersion) => changes.map(({ was, is }) => was + is).join('');
  const { items: shown } = partOf(all, textOf, undefined);
  return { shown, next: shown.length < all.length ? shown.at(-1)?.revision : next };
}

/** Versions of a case, with the way to the older ones. */
export const Versions = ({ id, shown, next, nameOf }: ShownVersions & { id: string }) => (
  <>
    {shown[0] && (
      <ol class="rows" reversed start={shown[0].revision}>
        {shown.map(({ revision, language, at, by, changes }) => (
          <li>
            <p class="row-name">{t('case.version', { number: revision })}</p>
            <p class="row-side">
              {at === undefined || by === undefined ? t('case.version.before') : `${momentWords(at)} · ${nameOf(by)}`}
            </p>
            {changes.length > 0 && (
              <dl class="row-more case-changes">
                {changes.map(({ name, was, is }) => (
                  <div>
                    <dt>{bareLabel(name)}</dt>
                    <dd>
                      <del lang={language} dir="auto">
                        {was}
                      </del>{' '}
                      <ins lang={language} dir="auto">
                        {is}
                      </ins>
                    </dd>
                  </div>
                ))}
              </dl>
            )}
          </li>
        ))}
      </ol>
    )}
    {next !== undefined && (
      <p>
        <a href={`${caseVersionsAt(id)}?before=${next}`}>{t('versions.older')}</a>
      </p>
    )}
  </>
);

/** A page of the versions of a case. @param versions.before the revision before which it begins. */
export function caseVersionsPage(
  view: OwnView,
  { id, fields: { name }, language }: CaseRecord,
  { before, ...versions }: ShownVersions & { readonly before: number | undefined },
): string {
  return consolePage(
    view,
    { title: t('case.versions.title', { name }) },
    <h1>
      {t('case.versions.title', { name: '' })} <bdi lang={language}>{name}</bdi>
    </h1>,
    <Versions id={id} {...versions} />,
    before !== undefined && (
      <p>
        <a href={caseVersionsAt(id)}>{t('versions.newest')}</a>
      </p>
    ),
    <p>
      <a href={caseAt(id)}>{t('case.versions.to-case')}</a>
    </p>,
  );
}
