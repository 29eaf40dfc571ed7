import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import * as z from 'zod/mini';
import { type Listening, listen } from '../local/ports.ts';

/** `GET /_ministack/ses/messages`: mails by account. */
const sent = z.object({
  messages: z.record(
    z.string(),
    z.array(
      z.object({
        MessageId: z.string(),
        Source: z.string(),
        To: z.array(z.string()),
        Subject: z.string(),
        BodyText: z.nullish(z.string()),
        BodyHtml: z.nullish(z.string()),
        /** Seconds since the epoch, with fractions. */
        Timestamp: z.number(),
      }),
    ),
  ),
});

/**
 * Shows the mails that MiniStack's SES has sent, as the mailbox of one machine does: an inbox page at `/`, JSON at
 * `/store`.
 * @param endpoint the address of MiniStack.
 */
export async function startInbox(port: number, endpoint: string): Promise<Listening> {
  const page = await readFile(createRequire(import.meta.url).resolve('aws-ses-v2-local/static/index.html'), 'utf8');
  const app = new Hono()
    .get('/', (c) => c.html(page))
    .get('/store', async (c) => {
      const since = Number(c.req.query('since') ?? 0);
      const emails = await readMails(endpoint);
      return c.json({ templates: {}, emails: emails.filter(({ at }) => at >= since) });
    });
  return listen(createAdaptorServer({ fetch: app.fetch }) as Server, 'MAILBOX_PORT', port);
}

/** Reads mails in the form of `aws-ses-v2-local`, whose page shows them. `at` is in whole seconds since the epoch. */
async function readMails(endpoint: string) {
  const answer = await fetch(`${endpoint}/_ministack/ses/messages`);
  const { messages } = z.parse(sent, await answer.json());
  return Object.values(messages)
    .flat()
    .map((mail) => ({
      messageId: mail.MessageId,
      from: mail.Source,
      replyTo: [],
      destination: { to: mail.To, cc: [], bcc: [] },
      subject: mail.Subject,
      body: { text: mail.BodyText ?? undefined, html: mail.BodyHtml ?? undefined },
      attachments: [],
      at: Math.floor(mail.Timestamp),
    }));
}
