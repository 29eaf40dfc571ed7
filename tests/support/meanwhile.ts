import type { Db } from '../../functions/core/aws/db.ts';
import { clientOf } from './client.ts';

/** A table to which something happens once, just before the first command that is the moment for it. */
export function meanwhile(db: Db, isMoment: (command: object) => boolean, happens: () => Promise<unknown>): Db {
  let hasHappened = false;
  const client = clientOf(async (command) => {
    if (!hasHappened && isMoment(command)) {
      hasHappened = true;
      await happens();
    }
    return db.client.send(command as never);
  });
  return { ...db, client };
}
