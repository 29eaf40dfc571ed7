/** Why an endpoint gave no answer. */
export type Failure = 'address-refused' | 'address-not-public' | 'name-not-found' | 'no-connection' | 'tls' | 'timeout';

/** What became of an event at an endpoint: the note of the last attempt. It has nothing of the answer but its status. */
export interface Delivery {
  readonly endpoint: string;
  readonly event: string;
  readonly type: string;
  readonly outcome: 'delivered' | 'waits' | 'given-up' | 'gone' | 'disabled' | 'withdrawn';
  readonly attempt: number;
  /** When the attempt ended, in milliseconds since the epoch. */
  readonly at: number;
  readonly status?: number | undefined;
  readonly failure?: Failure | undefined;
  /** When the next attempt is due, if it waits. */
  readonly nextAt?: number | undefined;
}
