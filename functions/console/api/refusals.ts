import type { Context } from 'hono';
import { FaultyFile } from '../../core/campaigns/faults.ts';
import { OtherRevision } from '../../core/campaigns/organise-deps.ts';
import { fileOf } from '../../core/campaigns/plan.ts';
import { PictureFault } from '../../core/pictures/fault.ts';
import { HttpProblem } from '../../http/problems.ts';
import { revisionTag } from './sent.ts';

/**
 * Answers what a use case refuses with more than words: each fault of a campaign (422), and what is stored where somebody else has
 * changed it (412). The program has what it sent; with both it can compare, and send its change again.
 */
export async function answering(c: Context, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FaultyFile)
      return refusal(c, 'campaign-faulty', {
        errors: error.faults.map(({ field = '', message }) => ({ field, message })),
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
    throw error;
  }
}

async function refusal(
  c: Context,
  kind: 'campaign-faulty' | 'picture-faulty' | 'other-revision',
  more: Readonly<Record<string, unknown>>,
): Promise<Response> {
  const [{ problemJson }, { translatorFor }] = await Promise.all([
    import('../../http/problem-answer.ts'),
    import('../../http/translator.ts'),
  ]);
  return problemJson(c, new HttpProblem(kind), translatorFor(c), more);
}
