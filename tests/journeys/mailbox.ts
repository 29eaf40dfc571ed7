import { inject } from 'vitest';
import * as z from 'zod/mini';

/** A mail as a signer finds it. */
export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly confirmLink: string;
  readonly withdrawLink: string;
}

/** `GET /store`, as `aws-ses-v2-local` answers it. `at` is in seconds since the epoch. */
const store = z.object({
  emails: z.array(
    z.object({
      destination: z.object({ to: z.array(z.string()) }),
      subject: z.string(),
      body: z.object({ text: z.string(), html: z.string() }),
      at: z.number(),
    }),
  ),
});

const ARRIVES_WITHIN = 120_000; // ms

/**
 * The mailbox of an address. Each `next()` waits for one mail more.
 * @param address as mail servers know it: its domain in ASCII.
 * @throws {Error} if no mail comes, or one without the link that withdraws.
 */
export function mailboxOf(address: string): { next(): Promise<Mail>; size(): Promise<number> } {
  let read = 0;
  return {
    async next() {
      const until = Date.now() + ARRIVES_WITHIN;
      while (Date.now() < until) {
        const mail = (await mailsTo(address))[read];
        if (mail) {
          read++;
          return asFound(mail);
        }
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
      throw new Error(`Mail number ${read + 1} did not arrive within ${ARRIVES_WITHIN / 1000} seconds.`);
    },
    size: async () => (await mailsTo(address)).length,
  };
}

async function mailsTo(address: string) {
  const answer = await fetch(`${inject('mailboxUrl')}/store`);
  const { emails } = z.parse(store, await answer.json());
  return emails.filter(({ destination }) => destination.to.includes(address)).sort((a, b) => a.at - b.at);
}

function asFound({ subject, body }: { subject: string; body: { text: string; html: string } }): Mail {
  const link = (path: string) => {
    // A link keeps the language of its mail: `/en/confirm`.
    const lines = body.text.split(/\r?\n/).filter((line) => line.startsWith(`${inject('serviceUrl')}/`));
    const line = lines.find((line) => new URL(line).pathname.replace(/^\/[a-z]{2}\//, '/') === path);
    if (!line) throw new Error(`The mail has no link to ${path} on a line of its own.`);
    return line;
  };
  return {
    subject,
    ...body,
    /** The e-mail to a person who lost the first one has none. */
    get confirmLink() {
      return link('/confirm');
    },
    withdrawLink: link('/withdraw'),
  };
}
