import type { Item } from '../core/aws/db.ts';

/** A record of the Signatures table's stream, as both Lambda and the streams API tell it. */
export interface SignatureChange {
  readonly sequence: string;
  readonly before?: Item | undefined;
  readonly after?: Item | undefined;
}
