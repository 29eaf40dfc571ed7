import type { Context } from 'hono';
import { OtherRoles } from '../../core/access/people.ts';
import { fileOf } from '../../core/campaigns/as-file.ts';
import { FaultyFile } from '../../core/campaigns/faults.ts';
import { OtherRevision } from '../../core/campaigns/organise-deps.ts';
import { InOtherState } from '../../core/campaigns/states.ts';
import { OtherCase } from '../../core/cases/change.ts';
import { PictureFault } from '../../core/pictures/fault.ts';
import { type AnyProblem, HttpProblem } from '../../http/problems.ts';
import { notNowWords } from '../campaigns/turns.ts';
import type { ConsoleDeps } from '../deps.ts';
import { caseFields, organiserFields } from './answers.ts';
import { revisionTag } from './sent.ts';
import { type YourChange, yoursOf } from './yours.ts';

/**
 * Answers what a use case refuses with more than words: each fault of a campaign or a case (422); what a campaign can do in its state (409);
 * and both versions where somebody else has changed it (412). With both, a program can compare, and send its change again.
 */
export async function answering(
  c: Context,
  deps: ConsoleDeps,
  work: (asks: (change: YourChange) => void) => Promise<Response>,
  faulty: 'campaign-faulty' | 'case-faulty' = 'campaign-faulty',
): Promise<Response> {
  // A turn changes no text.
  let change: YourChange = (read) => read;
  try {
    return await work((one) => {
      change = one;
    });
  } catch (error) {
    if (error instanceof FaultyFile)
      return refusal(c, faulty, {
        errors: error.faults.map(({ field = '', message, line }) => ({
          ...{ field, message },
          ...(line !== undefined && { line }),
        })),
        ...(error.more > 0 && { more: error.more }),
      });
    if (error instanceof InOtherState)
      return answered(c, error, { detail: notNowWords(error), state: error.state, can: error.can });
    if (error instanceof PictureFault)
      return refusal(c, 'picture-faulty', { errors: [{ field: 'file', message: error.message }] });
    if (error instanceof OtherRevision || error instanceof OtherCase) {
      const yours = await yoursOf(deps, error, change);
      const [noun, { etag, fields }] =
        error instanceof OtherRevision ? ['campaign', storedIn(error)] : ['case', storedCaseIn(error)];
      return refusal(c, 'other-revision', {
        yours: { etag: revisionTag(error.seen), ...(yours && { [noun]: yours }) },
        theirs: { etag, [noun]: fields },
      });
    }
    if (error instanceof OtherRoles)
      return refusal(c, 'other-revision', {
        yours: { etag: revisionTag(error.seen) },
        theirs: { etag: revisionTag(error.current.revision), organiser: organiserFields(error.current) },
      });
    throw error;
  }
}

function storedIn({ current: { campaign, revision } }: OtherRevision) {
  const { $schema, ...fields } = fileOf(campaign);
  return { etag: revisionTag(revision), fields };
}

const storedCaseIn = ({ current }: OtherCase) => ({
  ...{ etag: revisionTag(current.record.revision), fields: caseFields(current) },
});

const refusal = (
  c: Context,
  kind: 'campaign-faulty' | 'case-faulty' | 'picture-faulty' | 'other-revision',
  more: Readonly<Record<string, unknown>>,
): Promise<Response> => answered(c, new HttpProblem(kind), more);

async function answered(c: Context, problem: AnyProblem, more: Readonly<Record<string, unknown>>): Promise<Response> {
  const [{ problemJson }, { english }] = await Promise.all([
    import('../../http/problem-answer.ts'),
    import('../../ui/messages/messages.ts'),
  ]);
  return problemJson(c, problem, english(), more);
}
