import type { Campaign } from '../../core/campaigns/campaign.ts';
import type { Picture } from '../../core/campaigns/picture.ts';
import { organisedStatus } from '../../core/campaigns/states.ts';
import type { CaseStatus } from '../../core/campaigns/values.ts';
import { isListed } from '../../core/campaigns/visibility.ts';
import type { SeenCase } from '../../core/cases/case.ts';
import { pictureFile } from '../../core/pictures/address.ts';
import { campaignAt } from '../campaigns/address.ts';
import { sharesTitle } from '../campaigns/listed.ts';
import { State } from '../campaigns/state.tsx';
import type { PictureAt } from '../pictures/field.tsx';
import { bareLabel } from '../ui/labels.ts';
import { consolePage, type OwnView } from '../ui/page.tsx';
import { JustDone } from '../ui/said.tsx';
import { ShownText } from '../ui/shown-text.tsx';
import { partialDay, statusWord, t } from '../ui/words.ts';
import { caseAt, newCaseFor } from './address.ts';
import { Behind, Posted } from './after-post.tsx';
import { pictureOf } from './picture.ts';
import { StatusBadge } from './status-badge.tsx';
import { type ShownVersions, Versions } from './versions.tsx';

/** What the page of a case shows. */
export interface ShownCase {
  readonly seen: SeenCase;
  readonly versions: ShownVersions;
  /** Whether the newest one only says what happened last. */
  readonly isPosted: boolean;
  readonly now: number;
  readonly done: string | undefined;
  /** The campaign for which it was just made. */
  readonly addedTo?: Pick<Campaign, 'slug'> | undefined;
  /** What was just posted. */
  readonly posted?: CaseStatus | undefined;
}

/** A case: how it is with them, what is known, who speaks for them, and what was changed. */
export function casePage(view: OwnView, shown: ShownCase): string {
  const { seen, done, addedTo } = shown;
  const { record, campaigns, mayWrite, mayErase } = seen;
  const { id, fields, language } = record;
  // Right after it was made, another act comes first.
  const postButton = addedTo ? 'button button-quiet' : 'button';
  const isPublic = campaigns.some(({ campaign }) => isListed(campaign));
  const people = t('case.people', { people: fields.people });
  return consolePage(
    view,
    { title: fields.name },
    done !== undefined && <JustDone>{done}</JustDone>,
    addedTo && (
      <p class="buttons">
        <a class="button" href={campaignAt(addedTo.slug)}>
          {t('case.added.back')}
        </a>
        <a class="button button-quiet" href={newCaseFor(addedTo.slug)}>
          {t('case.added.another')}
        </a>
      </p>
    ),
    <Posted view={view} {...shown} />,
    seen.behind.length > 0 && <Behind view={view} seen={seen} />,
    <p class="buttons">
      <StatusBadge status={fields.status} />
      {fields.people > 1 && people !== fields.name && <span class="hint">{people}</span>}
    </p>,
    <h1 lang={language} dir="auto">
      {fields.name}
    </h1>,
    <p class="buttons">
      {mayWrite && (
        <a class={fields.status === 'detained' ? postButton : undefined} href={`${caseAt(id)}/status`}>
          {t(fields.status === 'detained' ? 'case.post' : 'case.post.other')}
        </a>
      )}
      {mayWrite && <a href={`${caseAt(id)}/edit`}>{t('case.edit')}</a>}
      {isPublic && <a href={`/cases/${id}`}>{t('case.see')}</a>}
    </p>,
    !mayWrite && <p class="hint">{t('case.not-yours')}</p>,
    <Facts {...shown} />,
    <h2>{t('case.campaigns')}</h2>,
    <Campaigns {...shown} />,
    campaigns.length + seen.others === 0 && mayErase && (
      <p>
        <a href={`${caseAt(id)}/erase`}>{t('case.erase')}</a>
      </p>
    ),
    <h2>{t('case.versions')}</h2>,
    <Versions id={id} {...shown.versions} />,
    <p>
      <a href="/organise/cases">{t('cases.all')}</a>
    </p>,
  );
}

const Facts = ({ seen }: ShownCase) => {
  const { fields, language } = seen.record;
  const facts = [
    ['work', fields.work],
    ['detainedOn', fields.detainedOn && partialDay(fields.detainedOn)],
    ['charge', fields.charge],
    ['sentence', fields.sentence],
  ] as const;
  const known = facts.filter(([, fact]) => fact);
  const words = { lang: language, dir: 'auto' } as const;
  return (
    <>
      {(known.length > 0 || fields.history) && (
        <dl class="answers">
          {known.map(([name, fact]) => (
            <div>
              <dt>{bareLabel(name)}</dt>
              <dd {...(name !== 'detainedOn' && words)}>{fact}</dd>
            </div>
          ))}
          {fields.history?.map(({ status, on, note }) => (
            <div>
              <dt>{partialDay(on)}</dt>
              <dd>
                {statusWord(status)}
                {note && (
                  <>
                    {': '}
                    <span {...words}>{note}</span>
                  </>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {fields.picture && <Pictured picture={fields.picture} at={pictureOf(seen)} language={language} />}
      {fields.story && <ShownText text={fields.story} language={words} />}
    </>
  );
};

const Pictured = ({
  picture: { made, alt, credit },
  at,
  language,
}: {
  picture: Picture;
  at: PictureAt;
  language: string;
}) =>
  made && (
    <figure class="picture-now">
      <img
        src={at(pictureFile(made.id, made.widths[0] ?? made.width, 'jpg'), made)}
        alt={alt}
        lang={language}
        width={made.width}
        height={made.height}
      />
      {credit && (
        <figcaption class="hint" lang={language} dir="auto">
          {credit}
        </figcaption>
      )}
    </figure>
  );

const Campaigns = ({ seen: { campaigns, others }, now }: ShownCase) => {
  const titled = campaigns.map(({ campaign }) => campaign);
  return (
    <>
      {campaigns.length > 0 && (
        <ul class="rows">
          {campaigns.map(({ campaign }) => (
            <li>
              <p class="row-name" lang={campaign.language} dir="auto">
                <a href={campaignAt(campaign.slug)}>{campaign.title}</a>
              </p>
              <p class="row-side">
                <State status={organisedStatus(campaign, now)} campaign={campaign} />
              </p>
              {sharesTitle(campaign.title, titled) && <p class="hint row-more">{campaign.slug}</p>}
            </li>
          ))}
        </ul>
      )}
      {campaigns.length + others === 0 && <p>{t('case.campaigns.none')}</p>}
      {others > 0 && <p class="hint">{t('case.campaigns.others', { campaigns: others })}</p>}
    </>
  );
};
