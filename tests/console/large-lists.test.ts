import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { campaignFile } from '../../functions/core/campaigns/campaign.ts';
import { sharedCase } from '../../functions/core/campaigns/case.ts';
import { smallFile } from '../support/campaign.ts';
import { startConsole } from '../support/console.ts';
import { consolePages } from '../support/console-pages.ts';
import { addressOf, type Operation, organiserCalls, referred, type Schema } from '../support/openapi.ts';

/**
 * A program may send any list with far more entries than its rules allow, all of them equal. The time of the request grows with their number,
 * and no faster: nobody else is answered meanwhile.
 */

const site = await startConsole();
const { slug } = await consolePages(site, { cases: 1, updates: 1 });
const token = await site.token('admin');

/** What tells the entries of a list from each other, and one of them would do. */
const NAMES = ['name', 'url', 'on', 'at', 'title'];
function entryOf(schema: Schema): unknown {
  const name = NAMES.find((one) => referred(schema).properties?.[one]);
  return name === undefined ? 'Ab' : { [name]: 'Ab' };
}

/** A part of a body with so many entries in one place. */
type Body = (n: number) => unknown;

/** Each list of a schema, and each set whose entries have names. */
function placesIn(given: Schema, depth = 0): { readonly at: string; readonly body: Body }[] {
  if (depth > 8) return [];
  const schema = referred(given);
  const { properties = {}, additionalProperties, items } = schema;
  const inside = (one: Schema, at: string, around: (inside: unknown) => unknown) =>
    placesIn(one, depth + 1).map((place) => ({ at: at + place.at, body: (n: number) => around(place.body(n)) }));
  return [
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])].flatMap((one) =>
      placesIn(one, depth + 1),
    ),
    ...Object.entries(properties).flatMap(([name, one]) => inside(one, `.${name}`, (value) => ({ [name]: value }))),
    ...(items
      ? [
          { at: '[]', body: (n: number) => Array.from({ length: n }, () => entryOf(items)) },
          ...inside(items, '[0]', (value) => [{ ...Object(entryOf(items)), ...Object(value) }]),
        ]
      : []),
    ...(typeof additionalProperties === 'object'
      ? [
          { at: '.*', body: (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`n${i}`, {}])) },
          ...inside(additionalProperties, '.de', (value) => ({ de: value })),
        ]
      : []),
  ];
}

const ofCampaigns = z.toJSONSchema(campaignFile, { io: 'input' }) as Schema;
const ofCases = z.toJSONSchema(sharedCase, { io: 'input' }) as Schema;

type Send = (n: number) => Promise<Response>;

/** Translations make more work of lists: they name the entries. */
const translations = (body: object) => ({
  de: { title: 'T', demand: 'D', ...Object.fromEntries(Object.keys(body).map((name) => [name, { Ab: {} }])) },
});

/** JSON under one of its names; and a file where that is all that is taken: both are read by the same code. */
function typesOf(method: string, requestBody: Operation['requestBody']) {
  const types = Object.entries(requestBody?.content ?? {});
  const [json] = types.filter(([type]) => type.endsWith('json'));
  const yaml = types.filter(([type]) => type.endsWith('yaml') && method === 'put');
  return [...(json ? [json] : []), ...yaml];
}

const calls = organiserCalls.flatMap(({ path, method, requestBody }) =>
  typesOf(method, requestBody).flatMap(([type, { schema }]) => {
    const address = addressOf(path, slug);
    const isCampaign = /\/campaigns(?:\/\{slug\}(?:\/file)?)?$/.test(path);
    const whole = isCampaign && method !== 'patch' ? smallFile : {};
    // A patch and a file take what a campaign or a case has. JSON is YAML, too.
    const taken = isCampaign ? ofCampaigns : path.includes('/cases') ? ofCases : schema;
    return [...new Map(placesIn(taken).map(({ at, body }) => [at, body]))].map(([at, body]) => {
      const send: Send = async (n) => {
        const part = Object(body(n));
        const fields = { ...whole, ...(isCampaign && { translations: translations(part) }), ...part };
        const headers = { ...token, 'content-type': type, 'if-match': '*' };
        return site.ask(method.toUpperCase(), address, headers, JSON.stringify(fields));
      };
      return [`${method.toUpperCase()} ${path} ${type.split('/').at(-1)} ${at}`, send] as const;
    });
  }),
);

/** Milliseconds of the processor, below which nothing is compared. */
const QUICK = 1_500;

async function costOf(send: Send, n: number): Promise<number> {
  const before = process.cpuUsage();
  const answer = await send(n);
  await answer.arrayBuffer();
  const { user, system } = process.cpuUsage(before);
  expect(answer.status).toBeLessThan(500);
  return (user + system) / 1_000;
}

describe('four times as many equal entries take four times as long, and not sixteen:', () => {
  it('looks at the lists of campaigns and of cases, and at other calls', () => {
    const of = (call: string) =>
      calls.flatMap(([name]) => (name.startsWith(`${call} `) ? [name.split(' ').at(-1)] : []));
    const lists = ['.targets[]', '.cases[]', '.cases[0].history[]', '.updates[]', '.translations.*'];
    for (const call of ['POST /api/organise/campaigns', 'PATCH /api/organise/campaigns/{slug}'])
      expect(of(call)).toEqual(expect.arrayContaining(lists));
    expect(of('PUT /api/organise/campaigns/{slug}/file')).toEqual(expect.arrayContaining(lists));
    for (const call of ['POST /api/organise/cases', 'PATCH /api/organise/cases/{id}'])
      expect(of(call)).toContain('.history[]');
    expect(of('POST /api/organise/tokens')).toContain('.scopes[]');
  });

  it.each(calls)('%s', async (_, send) => {
    for (const n of [500, 12_500]) {
      const many = await costOf(send, 4 * n);
      if (many > QUICK) expect(many / (await costOf(send, n))).toBeLessThan(8);
    }
  });
});
