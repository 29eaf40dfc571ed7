import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished } from 'vitest';
import { bodyOf } from '../../functions/core/webhooks/event.ts';
import { secretWords, signedHeaders } from '../../functions/core/webhooks/signing.ts';
import { createPost } from '../../functions/webhooks/post.ts';
import { sampleEvents } from '../support/events.ts';

/** The receiver that the guide shows in a language. */
export function exampleIn(language: 'js' | 'python'): string {
  const guide = readFileSync('docs/guides/webhooks.md', 'utf8');
  const [, code] = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\\n\`\`\``).exec(guide) ?? [];
  if (code === undefined) throw new Error(`The guide has no example in ${language}`);
  return code;
}

/** Runs an example, and sends it what Amparo sends: each event twice, and what is forged, changed or late. */
export async function tryExample(program: string, args: readonly string[]): Promise<void> {
  const secret = Buffer.alloc(32, 7);
  const port = await freePort();
  const env = { ...process.env, WEBHOOK_SECRET: secretWords(secret), PORT: String(port) };
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void child.kill());
  let printed = '';
  child.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  await listening(child, port);
  const post = createPost();
  const url = new URL(`http://127.0.0.1:${port}/hook`);
  const send = (body: string, headers: Record<string, string>) => post(url, body, headers);
  const now = Date.now();
  for (const event of sampleEvents) {
    const body = bodyOf(event);
    const signed = (at: number, ...by: Buffer[]) => signedHeaders({ id: event.id, at, body }, by);
    const old = Buffer.alloc(32, 8);
    expect(await send(body, signed(now, old))).toEqual({ status: 400 });
    expect(await send(`${body} `, signed(now, secret))).toEqual({ status: 400 });
    expect(await send(body, signed(now - 6 * 60_000, secret))).toEqual({ status: 400 });
    expect(await send(body, {})).toEqual({ status: 400 });
    // With two secrets, in the order in which they are sent while one is replaced.
    expect(await send(body, signed(now, old, secret))).toEqual({ status: 204 });
    expect(await send(body, signed(now, secret))).toEqual({ status: 204 });
  }
  const seen = printed
    .trim()
    .split('\n')
    .map((line) => line.split(' ')[0]);
  expect(seen).toEqual(sampleEvents.map(({ type }) => type));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listening(child: ChildProcess, port: number): Promise<void> {
  for (let tries = 0; tries < 200 && child.exitCode === null; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST' }).catch(() => undefined);
    if (answer) return;
    await sleep(50);
  }
  throw new Error('The example does not listen');
}
