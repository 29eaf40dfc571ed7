import type { Item } from '../core/aws/db.ts';
import type { SignatureChange } from './steps.ts';

/** A record of the stream, as Lambda hands it over and as the streams API gives it: two names for the same type. */
export interface StreamRecord {
  readonly dynamodb?:
    | { readonly SequenceNumber?: string | undefined; readonly OldImage?: unknown; readonly NewImage?: unknown }
    | undefined;
}

/** The changes in records of the stream of Signatures. */
export const changesIn = (records: readonly StreamRecord[]): SignatureChange[] =>
  records.flatMap(({ dynamodb }) =>
    dynamodb?.SequenceNumber
      ? [
          {
            sequence: dynamodb.SequenceNumber,
            before: dynamodb.OldImage as Item | undefined,
            after: dynamodb.NewImage as Item | undefined,
          },
        ]
      : [],
  );
