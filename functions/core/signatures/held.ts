import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { type Db, ifConditionHolds } from '../aws/db.ts';
import { linkCode } from './link-code.ts';
import type { MailedLink } from './links.ts';
import { isMadeBy, signatureKey } from './store.ts';

/**
 * What we still store of a signer's signature, as far as this link may know. `held`: it still has its identity, counted or
 * not. We show nobody whether a signature is under review or was voided. `none`: this link never confirmed or withdrew it,
 * or that was withdrawn so long ago that even the note of the withdrawal has expired.
 */
export const holdings = ['held', 'anonymised', 'withdrawn', 'none'] as const;
export type Holding = (typeof holdings)[number];

/**
 * Finds out what we store by writes that change nothing, because the sign function may not read signatures. A person who
 * opens a mailbox later can have a new link mailed. So only a link that confirmed or withdrew is answered about it, and
 * any other like that of an address that never signed. Always four questions at once, whatever there is: 4 write units
 * for each KB of the item.
 */
export async function askWhatIsHeld(db: Db, link: MailedLink): Promise<{ holding: Holding; isNameShown: boolean }> {
  const made = isMadeBy(link.linkId);
  const isKnown = `(${made} OR contains(otherLinks, :link) OR contains(otherLinks, :showing))`;
  const [isHeld, isNameShown, isAnonymised, isWithdrawn] = await Promise.all([
    holds(db, link, `attribute_exists(sealedIdentity) AND ${isKnown}`),
    holds(
      db,
      link,
      `attribute_exists(sealedIdentity) AND (contains(otherLinks, :showing) OR attribute_exists(publicName) AND (${made}))`,
    ),
    holds(db, link, `attribute_exists(anonymisedAt) AND ${isKnown}`),
    holds(db, link, `attribute_exists(withdrawnAt) AND ${isKnown}`),
  ]);
  const holding = isHeld ? 'held' : isAnonymised ? 'anonymised' : isWithdrawn ? 'withdrawn' : 'none';
  return { holding, isNameShown };
}

/** Whether a condition about the item holds, by a write that changes nothing. DynamoDB puts no such write into the stream. */
const holds = (db: Db, { campaign, signer, linkId }: MailedLink, condition: string): Promise<boolean> =>
  ifConditionHolds(() =>
    db.client.send(
      new UpdateItemCommand({
        TableName: db.table,
        Key: signatureKey(campaign, signer),
        UpdateExpression: 'SET #status = #status',
        ConditionExpression: condition,
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':link': { B: linkCode(linkId) }, ':showing': { B: linkCode(linkId, true) } },
      }),
    ),
  );
