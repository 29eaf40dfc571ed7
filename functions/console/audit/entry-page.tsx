import type { Organiser } from '../../core/access/people.ts';
import type { AuditEntry } from '../../core/audit/entry.ts';
import { Answers } from '../ui/form.tsx';
import { type ConsoleView, consolePage } from '../ui/page.tsx';
import { momentWords, t, type Word } from '../ui/words.ts';
import { type Difference, differencesOf } from './differences.ts';
import { AUDIT, auditAt } from './list-page.tsx';
import { actorWords, actWords, outcomeWords, pageOf, subjectWords } from './words.ts';

/** One act, with all that it changed. */
export function entryPage(view: ConsoleView, entry: AuditEntry, people: readonly Organiser[]): string {
  const { id, at, actor, client, act, subject, before, after, previous } = entry;
  const outcome = outcomeWords(entry);
  const page = pageOf(entry, people);
  const changes = differencesOf(before, after);
  return consolePage(
    view,
    { title: t('audit.entry', { id }) },
    <h1>{actWords(act)}</h1>,
    <Answers
      rows={[
        { name: 'audit.entry.when', value: momentWords(at) },
        {
          name: 'audit.entry.who',
          value: `${actorWords(actor, people)} ${t(`audit.client.${client}` satisfies Word)}`,
        },
        { name: 'audit.entry.about', value: page ? <a href={page}>{subjectWords(subject, people)}</a> : subject },
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
    changes.length === 0 ? <p>{t('audit.entry.no-changes')}</p> : <Changes changes={changes} />,
    <p class="buttons">
      <a href={auditAt({ campaign: subject })}>{t('audit.same-campaign')}</a>
      <a href={auditAt({ person: actor })}>{t('audit.same-person')}</a>
      <a href={AUDIT}>{t('audit.to-list')}</a>
    </p>,
  );
}

const Changes = ({ changes }: { changes: readonly Difference[] }) => (
  <dl class="changes">
    {changes.map(({ what, before, after }) => (
      <div>
        <dt>{what}</dt>
        <Side label="audit.before" value={before} />
        <Side label="audit.after" value={after} />
      </div>
    ))}
  </dl>
);

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
