import type { Item } from '../../functions/core/aws/db.ts';
import { MARK } from './marks.ts';
import { SLUGS } from './service.ts';

/** Public names and reasons, which are kept as signers wrote them. */
const SHOWN = new Set(['publicName', 'publicReason']);

const holdsNothingSent = (item: Item): boolean =>
  Object.entries(item).every(([name, value]) => SHOWN.has(name) || !JSON.stringify(value).includes(MARK));

/** Whether an item is one that this table is for. */
export const belongs = {
  Signatures: (item: Item): boolean =>
    SLUGS.some((slug) => new RegExp(`^${slug}#[0-9a-f]{2}$`).test(item.pk?.S ?? '')) &&
    /^[\w-]{43}$/.test(item.sk?.S ?? '') &&
    /^(counted|under-review|withdrawn)$/.test(item.status?.S ?? '') &&
    holdsNothingSent(item),
  // Each goes by itself.
  Limits: (item: Item): boolean => Number(item.expiresAt?.N) > Date.now() / 1_000 && holdsNothingSent(item),
};
