import type { KeyringName } from './names.ts';

/** A ring as it was read, and the version that tells this reading from later ones. */
export interface StoredRing {
  readonly text: string;
  readonly version: string;
}

/** The place where keyrings are kept. */
export interface RingStore {
  read(ring: KeyringName): Promise<StoredRing>;
  /** @throws {RingChanged} if somebody else has written since `before` was read. Nothing is changed then. */
  replace(ring: KeyringName, before: StoredRing, text: string): Promise<void>;
  /** Milliseconds by which this computer's clock is behind the store's, as far as that is known. */
  clockOffset(): number;
}

/** Somebody else wrote the ring after its writer had read it. */
export class RingChanged extends Error {
  override readonly name = 'RingChanged';
}
