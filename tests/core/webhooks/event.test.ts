import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { askableTypes, bodyOf, bodySchema, webhookEvent } from '../../../functions/core/webhooks/event.ts';
import { sampleEvents } from '../../support/events.ts';

const guide = await readFile('docs/guides/webhooks.md', 'utf8');
const examples = [...guide.matchAll(/\*\*([\w.]+)\*\*: [^`]*(?:`[^`]*`[^`]*)*?```json\n([\s\S]*?)\n```/g)].map(
  ([, type, body = '']) => ({ type, body: JSON.parse(body) as Record<string, unknown> }),
);

it('shows in the guide one body of each type, as it is sent', () => {
  expect(examples.map(({ type }) => type).sort()).toEqual([...askableTypes, 'webhook.test'].sort());
  for (const { type, body } of examples) {
    const { timestamp: at, ...rest } = body;
    expect(rest.type).toBe(type);
    const event = webhookEvent.parse({ id: 'evt_1', at, ...rest });
    expect(JSON.parse(bodyOf(event))).toEqual(body);
  }
});

it('keeps the schema in docs as it is made: `npm run webhooks -- schema --yes --out docs/reference/webhooks.schema.json`', async () => {
  const text = await readFile('docs/reference/webhooks.schema.json', 'utf8');
  expect(text).toBe(`${JSON.stringify(bodySchema(), null, 2)}\n`);
});

/** Every field that an endpoint can get, at any depth, as `data.case.id`. */
function fieldsIn(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inside]) => fieldsIn(inside, path ? `${path}.${key}` : key));
}

it('says of nothing but campaigns, their published numbers and prisoners: a new field is a decision', () => {
  const campaign = ['asOf', 'goal', 'language', 'path', 'signatures', 'slug', 'title'];
  const allowed = [
    ...campaign,
    ...['closesAt', 'opensAt', 'isGoal', 'milestone', 'won.on', 'won.words'],
    ...['id', 'name', 'path', 'people', 'releasedOn'].map((field) => `case.${field}`),
  ];
  const all = sampleEvents.flatMap((event) => fieldsIn(JSON.parse(bodyOf(event)).data));
  expect([...new Set(all)].filter(Boolean).sort()).toEqual([...allowed].sort());
  const schema = JSON.stringify(bodySchema());
  const named = [...schema.matchAll(/"required":(\[[^\]]*\])/g)].flatMap(
    ([, list = '']) => JSON.parse(list) as string[],
  );
  const known = new Set([...allowed.flatMap((path) => path.split('.')), 'type', 'timestamp', 'data']);
  expect(named.filter((field) => !known.has(field))).toEqual([]);
});

it('has a sample of each type, and drops what no schema names', () => {
  expect(sampleEvents.map(({ type }) => type).sort()).toEqual([...askableTypes, 'webhook.test'].sort());
  for (const event of sampleEvents) {
    const more = { ...event, email: 'ada@example.org', data: { ...event.data, email: 'ada@example.org' } };
    expect(webhookEvent.parse(more)).toEqual(event);
  }
});
