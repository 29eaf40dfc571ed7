import type { Campaign } from '../../core/campaigns/campaign.ts';
import type { FileFault } from '../../core/campaigns/faults.ts';
import { fullOf } from '../../core/campaigns/room.ts';
import type { FieldError } from '../ui/form.tsx';
import { t, type Word } from '../ui/words.ts';

/** Why a campaign can have no further case or update, and what would help. Undefined: it can. */
export function fullWords(list: 'cases' | 'updates', campaign: Campaign): string | undefined {
  const full = fullOf(list, campaign);
  if (full === undefined) return undefined;
  const { why, ...figures } = full;
  return why === 'most' ? t(`full.${list}` satisfies Word, figures) : t('full.languages', figures);
}

/** The fault of a form whose entry has no room, beside its first field. @param campaign as it is now. */
export function fullErrors(
  faults: readonly FileFault[],
  { list, field, campaign }: { list: 'cases' | 'updates'; field: string; campaign: Campaign },
): FieldError[] {
  const isFull = faults.some((one) => one.field === list || one.field === 'translations');
  const message = isFull ? fullWords(list, campaign) : undefined;
  return message === undefined ? [] : [{ field, message }];
}
