import { beforeEach, describe, expect, it } from 'vitest';
import { operator } from '../../functions/core/access/actor.ts';
import { HOUR, isoTime, MINUTE } from '../../functions/core/running/clock.ts';
import type { Delivery } from '../../functions/core/webhooks/delivery.ts';
import { type Endpoint, newEndpointId } from '../../functions/core/webhooks/endpoint.ts';
import { askableTypes } from '../../functions/core/webhooks/event.ts';
import { removeEndpoint, switchEndpoint } from '../../functions/core/webhooks/manage.ts';
import { putDelivery, putEndpoint, putEvent } from '../../functions/core/webhooks/store.ts';
import { NOW, startConsole } from '../support/console.ts';
import { eventOf } from '../support/events.ts';

/** What admins see of webhooks, on pages and by program. */
const site = await startConsole();
const { db, queued } = site;
const admin = await site.token('admin');
const session = await site.session('admin');
const PAGES = '/organise/webhooks';
const API = '/api/organise/webhooks';

async function endpoint(more: Partial<Endpoint> = {}): Promise<string> {
  const id = newEndpointId();
  await putEndpoint(db.Webhooks, {
    ...{ id, url: 'https://hooks.example.org/very-secret', types: [], campaigns: [], createdAt: isoTime(NOW) },
    ...{ secret: { kid: 'k1', generation: 1 }, ...more },
  });
  return id;
}
const noted = (to: string, event: string, outcome: Delivery['outcome'], more: Partial<Delivery> = {}) =>
  putDelivery(db.Webhooks, { endpoint: to, event, type: 'campaign.won', outcome, attempt: 1, at: NOW, ...more });
const see = async (path: string, headers: Record<string, string> = session) => {
  const answer = await site.ask('GET', path, headers);
  return { status: answer.status, html: await answer.text() };
};
const press = async (path: string, fields: Record<string, string> = {}, headers: Record<string, string> = session) => {
  const body = new URLSearchParams({ csrf: session['x-csrf-token'] ?? '', ...fields }).toString();
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await site.ask('POST', path, { ...headers, ...type }, body);
  return { status: answer.status, location: answer.headers.get('location') ?? '', html: await answer.text() };
};
const text = (html: string) =>
  html
    .replace(/<style>.*?<\/style>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const ask = async (method: string, path: string, body?: unknown) => {
  const answer = await site.ask(method, `${API}${path}`, admin, body);
  return { status: answer.status, link: answer.headers.get('link'), body: (await answer.json()) as never };
};

beforeEach(() => {
  queued.length = 0;
  site.time.now = NOW;
});

describe('the list', () => {
  it('says calmly that there is none yet, with the command that adds one', async () => {
    const other = await startConsole();
    const answer = await other.ask('GET', PAGES, await other.session('admin'));
    const shown = text(await answer.text());
    expect([answer.status, shown.includes('There is no endpoint yet, so Amparo calls nobody.')]).toEqual([200, true]);
    expect(shown).toContain('npm run webhooks -- add https://hooks.example.org/amparo');
    expect(shown).toContain('The console has no key that makes secrets.');
  });

  it('shows of each endpoint its host, what it gets, how it does and the last delivery, and no secret', async () => {
    const id = await endpoint({ description: 'Our <b>website</b>', types: ['campaign.won'], campaigns: ['free-them'] });
    await noted(id, 'evt_early', 'given-up', { at: NOW - HOUR });
    await noted(id, 'evt_late', 'delivered', { status: 204 });
    await endpoint({ url: 'https://dead.example.org/', failingSince: NOW - HOUR });
    await endpoint({ url: 'https://gone.example.org/', disabled: 'gone', disabledAt: NOW - HOUR });
    const { html } = await see(PAGES);
    const shown = text(html);
    expect(html).toContain('Our &lt;b&gt;website&lt;/b&gt;');
    for (const words of [
      'https://hooks.example.org/…',
      'Events: Campaign won · Campaigns: free-them',
      'Last: Delivered, 1 March 2026 at 12:00 UTC',
      'Fails since 1 March 2026 at 11:00 UTC',
      'Disabled since 1 March 2026 at 11:00 UTC',
      'It answered 410 (Gone): it wants no more webhooks.',
      'All events of all campaigns',
      'Nothing sent in 30 days',
    ])
      expect(shown).toContain(words);
    expect(html).not.toMatch(/very-secret|k1/);
    expect(html).toContain(`<a href="${PAGES}" aria-current="page">Webhooks</a>`);
  });

  it('is for admins alone, and in their menu alone', async () => {
    const owner = await site.session({ 'free-them': 'owner' });
    const id = await endpoint();
    for (const path of [PAGES, `${PAGES}/${id}`]) {
      const { status, html } = await see(path, owner);
      expect([status, html.includes('Only an admin'), html.includes('hooks.example')]).toEqual([403, true, false]);
    }
    expect((await see('/organise', owner)).html).not.toContain(PAGES);
    expect((await see('/organise')).html).toContain(PAGES);
  });
});

describe('the page of an endpoint', () => {
  it('shows each delivery with its event, its outcome in words, the answer and the attempts', async () => {
    const id = await endpoint();
    await noted(id, 'evt_a', 'delivered', { status: 204 });
    await noted(id, 'evt_b', 'waits', { failure: 'tls', attempt: 3, nextAt: NOW + HOUR, type: 'case.released' });
    await noted(id, 'evt_c', 'given-up', { status: 500, attempt: 11 });
    await noted(id, 'evt_d', 'withdrawn', { type: 'of-an-earlier-release' });
    const { html } = await see(`${PAGES}/${id}`);
    const shown = text(html);
    for (const words of [
      'Campaign won Delivered 1 March 2026 at 12:00 UTC It answered 204. · 1 attempt · evt_a',
      'Prisoner released Failed, is tried again 1 March 2026 at 12:00 UTC Its certificate or TLS is not valid. · 3 attempts · Next attempt about 1 March 2026 at 13:00 UTC · evt_b',
      'Given up 1 March 2026 at 12:00 UTC It answered 500. · 11 attempts · evt_c',
      'of-an-earlier-release Not sent: campaign is not listed',
      'Send all that it missed',
    ])
      expect(shown).toContain(words);
    expect(html.match(/name="event"/g)).toHaveLength(4);
    expect(html).not.toContain('very-secret');
  });

  it('has words for every event and every outcome', async () => {
    const id = await endpoint({ types: askableTypes });
    const outcomes = ['delivered', 'waits', 'given-up', 'gone', 'disabled', 'withdrawn'] as const;
    for (const outcome of outcomes) await noted(id, `evt_${outcome}`, outcome);
    for (const type of askableTypes) await noted(id, `evt_${type.replace('.', '_')}`, 'delivered', { type });
    const { html } = await see(`${PAGES}/${id}`);
    expect(text(html)).not.toMatch(/webhooks\.|campaign\.\w|case\.released|export\.ready/);
  });

  it('is not there for an id that is none', async () => {
    for (const id of ['whe_none', 'x', 'x'.repeat(3_000)]) expect((await see(`${PAGES}/${id}`)).status).toBe(404);
    for (const act of ['test', 'replay', 'enable']) expect((await press(`${PAGES}/whe_none/${act}`)).status).toBe(404);
    const { html } = await see(`${PAGES}/whe_none`);
    expect(html).toContain('There is no such endpoint');
  });

  it('says what became of a test: it waits, it has arrived, or why not', async () => {
    const id = await endpoint();
    const { status, location } = await press(`${PAGES}/${id}/test`);
    const [sent] = queued as { event: { id: string } }[];
    expect([status, location]).toEqual([303, `${PAGES}/${id}?test=${sent?.event.id}`]);
    const waits = await see(location);
    expect(text(waits.html)).toContain('The test is on its way.');
    expect(waits.html).toContain(`<a href="${location}">See what became of it</a>`);
    const test = { type: 'webhook.test' };
    await noted(id, sent?.event.id ?? '', 'given-up', { ...test, failure: 'name-not-found' });
    const failed = await see(location);
    expect(text(failed.html)).toContain('The test has not arrived. Its name was not found.');
    expect(failed.html).toContain('role="alert"');
    await noted(id, sent?.event.id ?? '', 'delivered', { ...test, status: 204 });
    const arrived = await see(location);
    expect(text(arrived.html)).toContain('The test has arrived. It answered 204.');
    // A test cannot be sent again: it is not kept.
    expect(arrived.html).not.toContain('name="event"');
    // What an address says that is none of ours, is not repeated.
    for (const odd of ['odd', 'evt_<b>odd', 'evt_%22odd']) {
      const { html } = await see(`${PAGES}/${id}?test=${odd}`);
      expect([html.includes('odd'), html.includes('on its way')]).toEqual([false, false]);
    }
  });

  it('sends all that it missed, or one event again, and counts what is kept', async () => {
    const id = await endpoint();
    const at = `${PAGES}/${id}`;
    expect((await see(at)).html).not.toContain('Send all that it missed');
    await noted(id, 'evt_won', 'given-up');
    await putEvent(db.Webhooks, eventOf('campaign.won'), NOW);
    const all = await press(`${at}/replay`);
    expect([all.status, all.location]).toEqual([303, `${at}?done=missed&sent=1`]);
    expect(text((await see(all.location)).html)).toContain('1 event is sent again.');
    expect(text((await see(`${at}?done=missed&sent=0`)).html)).toContain('It missed nothing that is still kept.');
    const one = await press(`${at}/replay`, { event: 'evt_won' });
    expect([one.status, one.location]).toEqual([303, `${at}?done=sent`]);
    expect(text((await see(one.location)).html)).toContain('The event is sent again.');
    const again = { kept: { id: 'evt_won', type: 'campaign.won' }, to: id, again: NOW };
    expect(queued).toEqual([again, again]);
    const gone = await press(`${at}/replay`, { event: 'evt_gone' });
    expect([gone.status, text(gone.html).includes('This event is not kept any more')]).toEqual([404, true]);
    for (const odd of ['done=missed&sent=x', 'done=missed', 'done=other'])
      expect((await see(`${at}?${odd}`)).html).not.toContain('class="done"');
  });

  it('says why an endpoint is disabled, offers no more than a test, and enables it', async () => {
    const id = await endpoint();
    const at = `${PAGES}/${id}`;
    await noted(id, 'evt_won', 'disabled');
    await switchEndpoint(site.deps, operator, { id, isEnabled: false });
    const { html } = await see(at);
    expect(text(html)).toContain('Somebody disabled it in a terminal.');
    expect(html).not.toMatch(/name="event"|Send all that it missed/);
    for (const fields of [{}, { event: 'evt_won' }] as Record<string, string>[]) {
      const refused = await press(`${at}/replay`, fields);
      expect([refused.status, text(refused.html).includes('This endpoint is disabled')]).toEqual([409, true]);
    }
    expect((await press(`${at}/test`)).status).toBe(303);
    const enabled = await press(`${at}/enable`);
    expect([enabled.status, enabled.location]).toEqual([303, `${at}?done=enabled`]);
    const after = await see(enabled.location);
    expect(text(after.html)).toMatch(/The endpoint is enabled\..* On .*Send all that it missed/);
  });

  it('asks for a fresh proof before it enables, but not before a test', async () => {
    const id = await endpoint({ disabled: 'gone' });
    site.time.now += 6 * MINUTE;
    expect((await press(`${PAGES}/${id}/test`)).status).toBe(303);
    const { status, html } = await press(`${PAGES}/${id}/enable`);
    expect([status, html.includes('sign-in')]).toEqual([403, true]);
    expect(text((await see(`${PAGES}/${id}`)).html)).toContain('Disabled');
  });
});

describe('programs of admins', () => {
  it('read endpoints and deliveries, page by page, and no secret', async () => {
    const id = await endpoint({ types: ['campaign.won'], disabled: 'failing', disabledAt: NOW });
    for (let i = 0; i < 5; i++) await noted(id, `evt_${i}`, 'delivered', { at: NOW - (i >> 1), status: 204 });
    const { body: all } = await ask('GET', '');
    const fields = {
      ...{ id, address: 'https://hooks.example.org/…', events: ['campaign.won'], campaigns: [] },
      ...{ createdAt: isoTime(NOW), state: 'disabled', since: isoTime(NOW), why: 'failing' },
    };
    expect(all).toContainEqual({ ...fields, last: expect.objectContaining({ event: 'evt_0' }) });
    expect(JSON.stringify(all)).not.toMatch(/very-secret|k1/);
    const found: string[] = [];
    let path = `/${id}?limit=2`;
    for (let pages = 0; path && pages < 5; pages++) {
      const { body, link } = await ask('GET', path);
      const { deliveries, ...rest } = body as { deliveries: { event: string }[] };
      expect(rest).toEqual(fields);
      found.push(...deliveries.map(({ event }) => event));
      path = /^<([^>]+)>; rel="next"$/.exec(link ?? '')?.[1]?.replace(API, '') ?? '';
    }
    expect(found).toEqual(['evt_0', 'evt_1', 'evt_2', 'evt_3', 'evt_4']);
  });

  it('test, replay and enable, and are in the trail as programs', async () => {
    const id = await endpoint({ disabled: 'gone' });
    await putEvent(db.Webhooks, eventOf('campaign.won'), NOW);
    await noted(id, 'evt_won', 'gone');
    expect(await ask('POST', `/${id}/replay`, {})).toMatchObject({ status: 409 });
    expect(await ask('POST', `/${id}/enable`)).toMatchObject({ status: 200, body: { id, state: 'on' } });
    expect(await ask('POST', `/${id}/replay`, {})).toMatchObject({ status: 202, body: { sent: 1 } });
    expect(await ask('POST', `/${id}/replay`, { event: 'evt_won' })).toMatchObject({ status: 202, body: { sent: 1 } });
    const { status, body } = await ask('POST', `/${id}/test`);
    expect([status, body]).toEqual([202, { event: (queued.at(-1) as unknown as { event: { id: string } }).event.id }]);
    const { entries } = await site.deps.audit.list({ subject: id, limit: 10 });
    expect(entries.map(({ act, client, outcome }) => `${act} ${client} ${outcome ?? ''}`.trim())).toEqual([
      'webhooks.test api',
      'webhooks.replay api',
      'webhooks.replay api done',
      'webhooks.replay api',
      'webhooks.enable api',
    ]);
  });

  it('hear what is refused, by its kind', async () => {
    const id = await endpoint();
    const kind = async (...args: Parameters<typeof ask>) => {
      const { status, body } = await ask(...args);
      return [status, (body as { type: string }).type.replace('urn:amparo:problem:', '')];
    };
    expect(await kind('GET', '/whe_none')).toEqual([404, 'endpoint-unknown']);
    expect(await kind('POST', `/${id}/replay`, { event: 'evt_none' })).toEqual([404, 'event-unknown']);
    expect(await kind('POST', `/${id}/replay`, { event: 3 })).toEqual([400, 'invalid-form']);
    expect(await kind('POST', `/${id}/replay`, { events: [] })).toEqual([400, 'invalid-form']);
    expect(await kind('GET', `/${id}?cursor=x`)).toEqual([400, 'invalid-query']);
    await removeEndpoint(site.deps, operator, id);
    expect(await kind('POST', `/${id}/test`)).toEqual([404, 'endpoint-unknown']);
  });
});

it('leads from an act in the audit trail to the page of the endpoint, while there is one', async () => {
  const id = await endpoint();
  await press(`${PAGES}/${id}/test`);
  await removeEndpoint(site.deps, operator, id);
  const { entries } = await site.deps.audit.list({ subject: id, limit: 2 });
  const [removed, tested] = await Promise.all(
    entries.map(async (entry) => (await see(`/organise/audit/${entry.id}`)).html),
  );
  const link = `<a href="${PAGES}/${id}">`;
  expect([removed?.includes(link), tested?.includes(link)]).toEqual([false, true]);
});

it('logs no part of an address', () => {
  expect(site.logged).toEqual([]);
});
