import type { CaseEvent, SharedCase } from '../campaigns/case.ts';

/** What has happened to a prisoner, as somebody types it: the rules of a case check it. */
type Happened = Readonly<Partial<Record<keyof CaseEvent, unknown>>>;

/** A merge patch of a case that adds what has happened: the last event decides on the status. */
export const patchOfEvent = ({ history = [] }: SharedCase, event: Happened): Readonly<Record<string, unknown>> => ({
  status: event.status,
  history: [...history, event],
});
