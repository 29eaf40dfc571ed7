import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { type Db, ifConditionHolds } from '../aws/db.ts';
import type { SignerHash } from '../keys/signer-hash.ts';
import { signatureKey } from './store.ts';

/**
 * What we still store of a signer's signature. `held`: it still has its identity, counted or not. We show nobody
 * whether a signature is under review or was voided. `none`: it was never confirmed, or it was withdrawn so long ago
 * that even the note of the withdrawal has expired.
 */
export const holdings = ['held', 'anonymised', 'withdrawn', 'none'] as const;
export type Holding = (typeof holdings)[number];

interface Signer {
  readonly campaign: string;
  readonly signer: SignerHash;
}

/**
 * Finds out what we store by writes that change nothing, because the sign function may not read signatures. 1 write
 * unit for each KB of the item and for each question: 2 questions if an identity is stored, 3 at most.
 */
export async function askWhatIsHeld(db: Db, signer: Signer): Promise<{ holding: Holding; isNameShown: boolean }> {
  const has = (attribute: string) => hasAttribute(db, signer, attribute);
  if (await has('sealedIdentity')) return { holding: 'held', isNameShown: await has('publicName') };
  if (await has('anonymisedAt')) return { holding: 'anonymised', isNameShown: false };
  return { holding: (await has('withdrawnAt')) ? 'withdrawn' : 'none', isNameShown: false };
}

/** Uses a write that changes nothing. DynamoDB puts no such write into the stream. */
const hasAttribute = (db: Db, { campaign, signer }: Signer, attribute: string): Promise<boolean> =>
  ifConditionHolds(() =>
    db.client.send(
      new UpdateItemCommand({
        TableName: db.table,
        Key: signatureKey(campaign, signer),
        UpdateExpression: 'SET #status = #status',
        ConditionExpression: 'attribute_exists(#attribute)',
        ExpressionAttributeNames: { '#status': 'status', '#attribute': attribute },
      }),
    ),
  );
