import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Hono } from 'hono';
import type { Campaign } from '../../functions/core/campaigns/campaign.ts';
import { parseCampaignFile, parseGroupFile } from '../../functions/core/campaigns/file.ts';
import { countries } from '../../functions/core/country.ts';
import type { Published } from '../../functions/core/published/state.ts';
import { DAY, isoTime, MINUTE } from '../../functions/core/running/clock.ts';
import { createSiteApp } from '../../functions/site/app.ts';
import { languages } from '../../functions/ui/messages/speak.ts';
import { siteDepsOf } from '../support/site-deps.ts';
import { benchAssets } from './assets.ts';
import type { Row } from './row.ts';

const SAMPLE = new URL('../../infra/local/sample/azerbaijan-prisoners-of-conscience.yaml', import.meta.url);

/** The bytes of a page with all that is in it, gzipped, for a campaign signed in 200 countries; and what is loaded later. */
export async function* benchPageSizes(): AsyncGenerator<Row> {
  const campaign = await sampleCampaign();
  const app = createSiteApp(
    siteDepsOf({
      campaign: async () => campaign,
      published: async () => busyNumbers(),
      publicUrl: 'https://petition.example.org',
      assets: benchAssets,
      clock: () => Date.parse('2026-03-01T12:00:00Z'),
    }),
  );
  const campaignPath = `/campaigns/${campaign.slug}`;
  for (const path of ['/', campaignPath, `${campaignPath}/dashboard`]) {
    const html = await (await answerOf(app, path)).text();
    yield {
      name: `all of ${path}`,
      unit: 'kB',
      value: gzipSync(html).length / 1_000,
      goal: path.endsWith('dashboard') ? '≤ 30' : '≤ 14',
    };
  }
  for (const language of languages) {
    const html = await (await answerOf(app, `/${language}${campaignPath}`)).text();
    yield { name: `the campaign’s page in ${language}`, unit: 'kB', value: gzipSync(html).length / 1_000 };
    yield { name: `that page in ${language} as Brotli`, unit: 'kB', value: brotli(html) / 1_000 };
  }
  const answer = await answerOf(app, campaignPath);
  yield { name: 'the campaign’s page as Brotli', unit: 'kB', value: brotli(await answer.text()) / 1_000 };
  yield { name: 'headers of that answer', unit: 'B', value: await headerBytes(answer) };
  const { styles, sheets, script, icon } = benchAssets.inPage;
  const alone = { styles, 'styles of lists': sheets.lists, 'styles of dashboards': sheets.dashboard, script, icon };
  for (const [name, content] of Object.entries(alone))
    yield { name: `of it alone: ${name}`, unit: 'kB', value: gzipSync(content).length / 1_000 };
  for (const [name, asset] of [
    ['the icon as a file', 'icon.svg'],
    ['what helps to fill in a form, loaded with its first field', 'help.js'],
    ['what solves a task, loaded with the form', 'solve.js'],
  ] as const) {
    const body = benchAssets.file(basename(benchAssets.href(asset)))?.body ?? '';
    yield { name, unit: 'kB', value: gzipSync(body).length / 1_000 };
  }
}

async function answerOf(app: Hono, path: string): Promise<Response> {
  const answer = await app.request(path);
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
  return answer;
}

/** CloudFront does not say how well it compresses. A server that compresses each answer takes about this quality. */
export const brotli = (text: string): number =>
  brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length;

/** The bytes of an answer's headers, as HTTP/2 writes them first on a connection. Later answers mostly refer to them. */
async function headerBytes({ headers }: Response): Promise<number> {
  const bytesOf = async (sent: Record<string, string>) => {
    const server = createServer();
    server.on('stream', (stream) => stream.respond(sent, { endStream: true }));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const answer = session.request();
    await once(answer, 'response');
    const bytes = session.socket.bytesRead;
    session.close();
    server.close();
    return bytes;
  };
  return (await bytesOf(Object.fromEntries(headers))) - (await bytesOf({}));
}

/** As `npm start` shows it: with its picture, and the group that asks with its logo. */
export async function sampleCampaign(): Promise<Campaign> {
  const { $schema: _, picture, ...texts } = parseCampaignFile(await readFile(SAMPLE));
  const { $schema: __, logo: ___, ...group } = parseGroupFile(await readFile(new URL('group.yaml', SAMPLE)));
  if (!picture) throw new Error('The sample campaign has no picture.');
  const { file: ____, ...words } = picture;
  return {
    ...texts,
    picture: { ...words, made: { id: '4b69ffaed18070384ada', width: 1_440, height: 810, widths: [480, 960, 1_440] } },
    group: { ...group, logo: { made: { id: '7d46bf424d01ec40c41d', width: 128, height: 96, widths: [128] } } },
    share: { id: '0b9a41c7d2e85f36a1c4', from: '' },
    createdAt: '2026-01-01T00:00:00.000Z',
  };
}

/** The published numbers of a campaign that was signed from 200 countries for a month. */
export function busyNumbers(): Published {
  const byCountry = new Map(countries.slice(0, 200).map((country, i) => [country, 20 + 10 * ((i * 7919) % 500)]));
  const named = [...byCountry.values()].reduce((sum, n) => sum + n, 0);
  const day = (i: number) => isoTime(Date.parse('2026-02-01T00:00:00Z') + i * DAY).slice(0, 10);
  return {
    total: named + 4_321,
    byCountry,
    byDay: new Map(Array.from({ length: 28 }, (_, i) => [day(i), 5 + ((i * 6_947) % 9_000)])),
    asOf: Date.parse('2026-03-01T12:00:00Z'),
    every: MINUTE,
  };
}
