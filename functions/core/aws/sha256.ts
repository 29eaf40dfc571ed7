import { createHash, createHmac, createSecretKey, type Hash, type Hmac } from 'node:crypto';

type Bytes = string | ArrayBuffer | ArrayBufferView;

/**
 * SHA-256, or HMAC with it if there is a secret, as the SDK's clients sign by. Their own hands Node a secret of bytes, which
 * Node 24 first takes for a key object, twice in vain: 24 µs instead of 6, and more where many wait for each other.
 */
export class Sha256 {
  readonly digestLength = 32;
  readonly #secret: Bytes | undefined;
  #hash: Hash | Hmac;

  constructor(secret?: Bytes) {
    this.#secret = secret;
    this.#hash = started(secret);
  }

  update(data: Bytes): void {
    this.#hash.update(typeof data === 'string' ? data : bytesOf(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    this.#hash = started(this.#secret);
  }
}

const started = (secret: Bytes | undefined): Hash | Hmac => {
  if (!secret) return createHash('sha256');
  return createHmac('sha256', createSecretKey(typeof secret === 'string' ? Buffer.from(secret) : bytesOf(secret)));
};

const bytesOf = (data: ArrayBuffer | ArrayBufferView): Uint8Array =>
  ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);
