import type { CaseStatus } from '../../core/campaigns/values.ts';
import { statusWord } from './fields.tsx';

/** How it is with a prisoner, in one word. */
export const StatusBadge = ({ status }: { status: CaseStatus }) => (
  <span class={status === 'released' ? 'state state-open' : 'state'}>{statusWord(status)}</span>
);
