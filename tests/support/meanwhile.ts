import type { Db } from '../../functions/core/aws/db.ts';
import { clientOf } from './client.ts';

type IsMoment = (command: object) => boolean;

/** A table to which something happens once, just before the first command that is the moment for it. */
export const meanwhile = (db: Db, isMoment: IsMoment, happens: () => Promise<unknown>): Db =>
  once(db, isMoment, async (perform) => {
    await happens();
    return perform();
  });

/** A table to which something happens once, just after the first command that is the moment for it. */
export const justAfter = (db: Db, isMoment: IsMoment, happens: () => Promise<unknown>): Db =>
  once(db, isMoment, async (perform) => {
    const answer = await perform();
    await happens();
    return answer;
  });

function once(db: Db, isMoment: IsMoment, around: (perform: () => Promise<unknown>) => Promise<unknown>): Db {
  let hasHappened = false;
  const client = clientOf(async (command) => {
    const perform = () => db.client.send(command as never);
    if (hasHappened || !isMoment(command)) return perform();
    hasHappened = true;
    return around(perform);
  });
  return { ...db, client };
}
