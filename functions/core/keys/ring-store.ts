import type { KeyringName } from './names.ts';

/** A ring as it was read, and its version. Every write changes the version. */
export interface StoredRing {
  readonly text: string;
  readonly version: string;
}

/** The place where keyrings are kept. */
export interface RingStore {
  read(ring: KeyringName): Promise<StoredRing>;
  /** @throws {RingChanged} if somebody else wrote after `before` was read. Then nothing changes. */
  replace(ring: KeyringName, before: StoredRing, text: string): Promise<void>;
  /** How far this computer's clock is behind the store's, in milliseconds. 0 as long as that is not known. */
  clockOffset(): number;
}

/** A place that its user must close. */
export type OpenRingStore = RingStore & { close(): void };

/** Somebody else wrote the ring after its writer had read it. */
export class RingChanged extends Error {
  override readonly name = 'RingChanged';
}
