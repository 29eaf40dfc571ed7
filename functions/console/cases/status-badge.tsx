import type { CaseStatus } from '../../core/campaigns/values.ts';
import { statusWord } from '../ui/words.ts';

/** How it is with a prisoner, in one word. */
export const StatusBadge = ({ status }: { status: CaseStatus }) => (
  <span class={status === 'released' ? 'state state-open' : 'state'}>{statusWord(status)}</span>
);
