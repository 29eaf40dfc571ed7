import type { Db } from '../../functions/core/aws/db.ts';
import type { SharedCase } from '../../functions/core/campaigns/case.ts';
import { type CaseRecord, getCaseRecord, putCaseRecord } from '../../functions/core/campaigns/case-store.ts';

/** Puts versions of a case that no campaign has, after those that are there. @param fieldsOf the fields of a revision, beside its name. */
export async function putCaseVersions(
  db: Db,
  id: string,
  count: number,
  fieldsOf: (revision: number) => Partial<SharedCase>,
): Promise<void> {
  let before = await getCaseRecord(db, id);
  for (let made = 0; made < count; made++) {
    const revision = (before?.revision ?? 0) + 1;
    const fields = { name: 'Ali Karimov', status: 'detained' as const, people: 1, ...fieldsOf(revision) };
    const record: CaseRecord = { id, revision, language: 'en', fields, at: '2026-03-01T12:00:00Z', by: 'operator' };
    await putCaseRecord(db, record, before);
    before = record;
  }
}
