import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

/** A mail as the mailbox gives it at `/store`. */
export interface StoredMail {
  readonly from: string;
  readonly destination: { readonly to: readonly string[] };
  readonly subject: string;
  readonly body: { readonly html: string; readonly text: string };
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

/** The mailbox of one machine, which answers as SES does. One for a test file: it keeps its mails in its module. */
export async function startMailbox() {
  // Required, since Vitest takes another thing for the default export of CommonJS than Node does.
  const ses: typeof import('aws-ses-v2-local') = createRequire(import.meta.url)('aws-ses-v2-local');
  const server = await ses.default({ host: '127.0.0.1', port: 0 });
  afterAll(() => void server.close());
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    endpoint,
    async mails(): Promise<readonly StoredMail[]> {
      const store = await fetch(`${endpoint}/store`);
      return ((await store.json()) as { emails: StoredMail[] }).emails;
    },
  };
}
