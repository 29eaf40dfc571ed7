import { isCampaignRole } from '../../core/access/roles.ts';
import type { AuditEntry } from '../../core/audit/entry.ts';
import { whatWords } from '../campaigns/history/words.ts';
import type { Titles } from '../people/roles.tsx';
import { roleName } from '../people/words.ts';
import { Answers } from '../ui/form.tsx';
import { type ConsoleView, consolePage } from '../ui/page.tsx';
import { PartLinks, partOf } from '../ui/parts.tsx';
import { momentWords, t, type Word } from '../ui/words.ts';
import { type Difference, differencesOf } from './differences.ts';
import { AUDIT, auditAt } from './list-page.tsx';
import { actorWords, type CaseNames, didWords, type Named, outcomeWords, pageOf, subjectWords } from './words.ts';

/** One act, with what it changed. @param asked.part which changes, if there are too many for one page. */
export function entryPage(
  view: ConsoleView,
  entry: AuditEntry,
  {
    people,
    titles,
    cases,
    part: asked,
  }: { people: readonly Named[]; titles: Titles; cases: CaseNames; part: string | undefined },
): string {
  const { id, at, actor, client, act, subject, before, after, previous } = entry;
  const outcome = outcomeWords(entry);
  const page = pageOf(entry, people);
  const changes = partOf(differencesOf(before, after), (one) => `${one.before ?? ''}${one.after ?? ''}`, asked);
  const about = subjectWords(entry, { people, titles, cases });
  return consolePage(
    view,
    { title: t('audit.entry', { id }) },
    <h1>{didWords(entry, cases)}</h1>,
    <Answers
      rows={[
        { name: 'audit.entry.when', value: momentWords(at) },
        {
          name: 'audit.entry.who',
          value: `${actorWords(actor, people)} ${t(`audit.client.${client}` satisfies Word)}`,
        },
        { name: 'audit.entry.about', value: page ? <a href={page}>{about}</a> : about },
        {
          name: 'audit.entry.act',
          value: (
            <code>
              {act} {id}
            </code>
          ),
        },
        ...(outcome ? [{ name: 'audit.entry.outcome' as const, value: outcome }] : []),
        { name: 'audit.entry.hash', value: <code class="hash">{previous}</code> },
      ]}
    />,
    <h2>{t('audit.entry.changes')}</h2>,
    changes.all === 0 ? <p>{t('audit.entry.no-changes')}</p> : <Changes changes={changes.items} titles={titles} />,
    <PartLinks part={changes} href={(part) => `${AUDIT}/${id}?part=${part}`} />,
    <p class="buttons">
      <a href={auditAt({ campaign: subject })}>{t('audit.same-campaign')}</a>
      <a href={auditAt({ person: actor })}>{t('audit.same-person')}</a>
      <a href={AUDIT}>{t('audit.to-list')}</a>
    </p>,
  );
}

const Changes = ({ changes, titles }: { changes: readonly Difference[]; titles: Titles }) => (
  <dl class="audit-changes">
    {changes.map(({ what, before, after }) => (
      <div>
        <dt dir="auto">{changeWords(what, titles)}</dt>
        <Side label="audit.before" value={roleWords(what, before)} />
        <Side label="audit.after" value={roleWords(what, after)} />
      </div>
    ))}
  </dl>
);

/** A role is given in a campaign: it is called by its title. */
function changeWords(what: string, titles: Titles): string {
  const title = titles.get(campaignIn(what) ?? '')?.title;
  return title === undefined ? whatWords(what) : `${whatWords('campaigns')} › ${title}`;
}

const roleWords = (what: string, value: string | undefined): string | undefined =>
  campaignIn(what) !== undefined && value !== undefined && isCampaignRole(value) ? roleName(value) : value;

const campaignIn = (what: string): string | undefined => /^campaigns › ([^›]+)$/.exec(what)?.[1];

const Side = ({ label, value }: { label: 'audit.before' | 'audit.after'; value: string | undefined }) => (
  <dd>
    <span class="label">{t(label)}</span>
    {value === undefined || value === '' ? (
      <span class="hint">{t('audit.empty')}</span>
    ) : (
      <span class="value" dir="auto">
        {value}
      </span>
    )}
  </dd>
);
