import { Problem, type ProblemKind } from '../../core/problem.ts';
import { type WebhookRefusal, WebhookRefused } from '../../core/webhooks/manage.ts';

/** The refusals that the console can meet. It adds no endpoint, and makes no secret. */
const kinds: Partial<Record<WebhookRefusal['kind'], ProblemKind>> = {
  'unknown-endpoint': 'endpoint-unknown',
  'unknown-event': 'event-unknown',
  disabled: 'endpoint-disabled',
};

/** Does something with webhooks. @throws {Problem} for what is refused, in words that a caller may read. */
export async function refusedAsProblem<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const kind = error instanceof WebhookRefused ? kinds[error.reason.kind] : undefined;
    throw kind === undefined ? error : new Problem(kind);
  }
}
