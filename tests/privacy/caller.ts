import { Buffer } from 'node:buffer';
import { Agent, request } from 'node:http';
import { browser } from './marks.ts';

/** An answer, and its request. */
export interface Answer {
  readonly asked: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface Caller {
  get(path: string): Promise<Answer>;
  json(path: string, body: unknown): Promise<Answer>;
  form(path: string, fields: Readonly<Record<string, string>>): Promise<Answer>;
  send(method: string, path: string, body?: string, type?: string): Promise<Answer>;
  /** All that came, in its order. */
  readonly answers: readonly Answer[];
}

/** A caller with a unique browser and machine, who keeps every answer. Follows no redirect. */
export function createCaller(base: string): Caller {
  const answers: Answer[] = [];
  const agent = new Agent({ keepAlive: true });
  const send = async (method: string, path: string, body?: string, type?: string): Promise<Answer> => {
    const answer = await ask(agent, new URL(path, base), method, body, type);
    answers.push(answer);
    return answer;
  };
  return {
    answers,
    send,
    get: (path) => send('GET', path),
    json: (path, body) => send('POST', path, JSON.stringify(body), 'application/json'),
    form: (path, fields) =>
      send('POST', path, new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded'),
  };
}

function ask(agent: Agent, url: URL, method: string, body?: string, type?: string): Promise<Answer> {
  const isForm = type !== 'application/json';
  const headers = { ...browser.headers, ...(isForm && { accept: 'text/html' }), ...(type && { 'content-type': type }) };
  return new Promise((resolve, reject) => {
    const asking = request(url, { method, headers, agent, localAddress: browser.machine }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({
          asked: `${method} ${url.pathname}`,
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(chunks),
        }),
      );
    });
    asking.on('error', reject);
    asking.end(body);
  });
}
