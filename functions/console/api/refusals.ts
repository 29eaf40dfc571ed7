import type { Context } from 'hono';
import { OtherRoles } from '../../core/access/people.ts';
import { fileOf } from '../../core/campaigns/as-file.ts';
import { FaultyFile } from '../../core/campaigns/faults.ts';
import { OtherRevision } from '../../core/campaigns/organise-deps.ts';
import { OtherCase } from '../../core/cases/change.ts';
import { PictureFault } from '../../core/pictures/fault.ts';
import { HttpProblem } from '../../http/problems.ts';
import { caseFields } from './answers.ts';
import { revisionTag } from './sent.ts';

/**
 * Answers what a use case refuses with more than words: each fault of a campaign or a case (422), and what is stored where somebody else has
 * changed it (412). The program has what it sent; with both it can compare, and send its change again.
 */
export async function answering(
  c: Context,
  work: () => Promise<Response>,
  faulty: 'campaign-faulty' | 'case-faulty' = 'campaign-faulty',
): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FaultyFile)
      return refusal(c, faulty, {
        errors: error.faults.map(({ field = '', message, line }) => ({
          ...{ field, message },
          ...(line !== undefined && { line }),
        })),
        ...(error.more > 0 && { more: error.more }),
      });
    if (error instanceof PictureFault)
      return refusal(c, 'picture-faulty', { errors: [{ field: 'file', message: error.message }] });
    if (error instanceof OtherRevision) {
      const { campaign, revision } = error.current;
      const { $schema, ...fields } = fileOf(campaign);
      return refusal(c, 'other-revision', {
        yours: { etag: revisionTag(error.seen) },
        theirs: { etag: revisionTag(revision), campaign: fields },
      });
    }
    if (error instanceof OtherCase)
      return refusal(c, 'other-revision', {
        yours: { etag: revisionTag(error.seen) },
        theirs: { etag: revisionTag(error.current.record.revision), case: caseFields(error.current) },
      });
    if (error instanceof OtherRoles)
      return refusal(c, 'other-revision', {
        yours: { etag: revisionTag(error.seen) },
        theirs: { etag: revisionTag(error.current.revision), organiser: error.current },
      });
    throw error;
  }
}

async function refusal(
  c: Context,
  kind: 'campaign-faulty' | 'case-faulty' | 'picture-faulty' | 'other-revision',
  more: Readonly<Record<string, unknown>>,
): Promise<Response> {
  const [{ problemJson }, { translatorFor }] = await Promise.all([
    import('../../http/problem-answer.ts'),
    import('../../http/translator.ts'),
  ]);
  return problemJson(c, new HttpProblem(kind), translatorFor(c), more);
}
