import { beforeEach, describe, expect, it } from 'vitest';
import { MOST_UPLOADED } from '../../functions/console/pictures/limits.ts';
import type { AuditLog } from '../../functions/core/audit/log.ts';
import { createSiteApp } from '../../functions/site/app.ts';
import { siteReads } from '../../functions/site/deps.ts';
import { smallFile } from '../support/campaign.ts';
import { NOW, startConsole } from '../support/console.ts';
import { hostile, tellingPhoto } from '../support/hostile.ts';
import { madeInWorker } from '../support/pictures.ts';
import { anyTrail } from '../support/records.ts';
import { siteDepsOf } from '../support/site-deps.ts';
import { somePhoto } from '../support/some-picture.ts';

const CAMPAIGNS = '/api/organise/campaigns';
const UPLOAD = `${CAMPAIGNS}/free-them/pictures`;
const EDIT = '/organise/campaigns/free-them/edit/picture';
const photo = await (await somePhoto({ width: 500, height: 400 })).jpeg().toBuffer();

let site: Awaited<ReturnType<typeof startConsole>>;
let admin: Record<string, string>;
beforeEach(async () => {
  site = await startConsole();
  admin = await site.token('admin');
  await site.ask('POST', CAMPAIGNS, admin, smallFile);
});

interface Made {
  readonly id: string;
  readonly widths: readonly number[];
}
const send = (body: Uint8Array | FormData | string, headers: Record<string, string>, path = UPLOAD) =>
  Promise.resolve(site.app.request(path, { method: 'POST', headers, body: body as string }));
const upload = (content: Uint8Array, headers = admin, path = UPLOAD) =>
  send(content, { 'content-type': 'image/jpeg', ...headers }, path);
const madeOf = async (answer: Response | Promise<Response>) => (await (await answer).json()) as Made;
const kept = () => site.pictures.names().filter((name) => name.startsWith('kept/'));
const online = () => site.pictures.names().filter((name) => name.startsWith('pictures/'));
const reads = () => siteReads({ campaigns: site.db.Campaigns, counts: site.db.Counts }, () => NOW);
const PATIENCE = 120_000;

describe('by the API', { timeout: PATIENCE }, () => {
  it('takes a picture into a draft, shows it with the campaign, and takes it offline again', async () => {
    const answer = await upload(photo);
    const made = await madeOf(answer);
    expect([answer.status, made]).toEqual([
      201,
      { id: expect.stringMatching(/^[0-9a-f]{20}$/), width: 480, height: 384, widths: [480] },
    ]);
    const change = (picture: unknown) =>
      site.ask('PATCH', `${CAMPAIGNS}/free-them`, { ...admin, 'if-match': '*' }, { picture });
    expect((await change({ made, alt: 'A wall' })).status).toBe(200);
    expect([kept().length, online()]).toEqual([2, []]);
    expect((await site.ask('POST', `${CAMPAIGNS}/free-them/open`, admin)).status).toBe(200);
    expect(online()).toEqual(['jpg', 'webp'].map((type) => `pictures/free-them/${made.id}-480.${type}`));
    const page = await createSiteApp(siteDepsOf(reads())).request('/campaigns/free-them');
    const html = await page.text();
    for (const name of online()) expect(html).toContain(`/${name}`);
    expect(html).toContain('alt="A wall"');
    expect(html).toMatch(new RegExp(`og:image" content="[^"]+/pictures/free-them/${made.id}-480.jpg"`));
    expect(html).toContain('og:image:height" content="384"');
    expect((await change(null)).status).toBe(200);
    expect(online()).toEqual([]);
  });

  it('gives a picture an id that nobody computes from the photograph, and the same one once more', async () => {
    const made = await madeOf(upload(photo));
    const { picture } = await madeInWorker(photo, 'campaign');
    expect(made).toEqual({ ...picture, id: expect.stringMatching(/^[0-9a-f]{20}$/) });
    expect(made.id).not.toBe(picture.id);
    // Who has no role anywhere may ask for files of drafts, and finds none.
    const nobody = await site.session({});
    const ask = (id: string) => site.ask('GET', `/organise/pictures/${id}-480.webp`, nobody);
    expect([(await ask(picture.id)).status, (await ask(made.id)).status]).toEqual([404, 200]);
    expect(await madeOf(upload(photo))).toEqual(made);
    expect(kept()).toHaveLength(2);
  });

  it('takes one for a case, and from the field of a form', async () => {
    expect((await madeOf(upload(photo, admin, `${UPLOAD}?use=case`))).widths).toEqual([320]);
    const form = new FormData();
    form.set('file', new File([Uint8Array.from(photo)], 'a.jpg', { type: 'text/html' }));
    expect((await madeOf(send(form, admin))).widths).toEqual([480]);
    const wrong = await upload(photo, admin, `${UPLOAD}?use=logo`);
    expect([wrong.status, await wrong.json()]).toEqual([400, expect.objectContaining({ title: expect.anything() })]);
  });

  it.each(hostile)('refuses %s, and stores nothing', async (_, content, said) => {
    const answer = await upload(content);
    expect([answer.status, await answer.json()]).toEqual([
      422,
      expect.objectContaining({
        type: 'urn:amparo:problem:picture-faulty',
        errors: [{ field: 'file', message: expect.stringMatching(said) }],
      }),
    ]);
    expect(site.pictures.names()).toEqual([]);
  });

  it('stores nothing of a file but its pixels', async () => {
    await upload(await tellingPhoto());
    for (const name of kept()) {
      const content = Buffer.from((await site.pictures.get(name))!);
      for (const word of ['SPYCAM', 'script', 'Exif', 'GPS']) expect(content.includes(word)).toBe(false);
    }
    expect(kept()).toHaveLength(2);
  });

  it('refuses another type, a form without a file, a broken form, and what is larger than a form with a picture', async () => {
    const as = (type: string) => ({ ...admin, 'content-type': type });
    for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded'])
      expect((await send(photo, as(type))).status).toBe(415);
    const empty = new FormData();
    empty.set('file', 'text');
    expect((await send(empty, admin)).status).toBe(415);
    expect((await send('x', as('multipart/form-data; boundary=a'))).status).toBe(400);
    expect((await upload(Buffer.alloc(4_000_001))).status).toBe(422);
    expect((await upload(Buffer.alloc(MOST_UPLOADED + 1))).status).toBe(413);
    // No other route takes as much.
    expect((await send('x'.repeat(1_048_577), as('application/json'), CAMPAIGNS)).status).toBe(413);
  });

  it('lets those upload who may write the campaign, and no others', async () => {
    for (const role of ['moderator', 'exporter', 'viewer'] as const)
      expect((await upload(photo, await site.token({ 'free-them': role }))).status).toBe(403);
    expect((await upload(photo, await site.token({ other: 'owner' }))).status).toBe(403);
    expect((await upload(photo, admin, `${CAMPAIGNS}/no-such/pictures`)).status).toBe(404);
    expect(site.pictures.names()).toEqual([]);
    expect((await upload(photo, await site.token({ 'free-them': 'editor' }))).status).toBe(201);
  });

  it('stores nothing that the trail does not name', async () => {
    const trail = anyTrail();
    let isThere = true;
    const append: AuditLog['append'] = (...entry) =>
      isThere ? trail.append(...entry) : Promise.reject(new Error('There is no trail'));
    site = await startConsole({ audit: { ...trail, append } });
    admin = await site.token('admin');
    await site.ask('POST', CAMPAIGNS, admin, smallFile);
    isThere = false;
    expect((await upload(photo)).status).toBe(500);
    expect(site.pictures.names()).toEqual([]);
  });

  it('takes no picture into a campaign that was never uploaded, or has other widths than were made', async () => {
    const made = await madeOf(upload(photo));
    const change = (picture: unknown) =>
      site.ask('PATCH', `${CAMPAIGNS}/free-them`, { ...admin, 'if-match': '*' }, { picture });
    for (const wrong of [
      { ...made, id: 'a'.repeat(20) },
      { ...made, widths: [480, 960] },
    ]) {
      const answer = await change({ made: wrong, alt: 'x' });
      expect([answer.status, await answer.json()]).toEqual([
        422,
        expect.objectContaining({ errors: [{ field: 'picture.made', message: expect.stringContaining('upload it') }] }),
      ]);
    }
  });
});

describe('by the form', { timeout: PATIENCE }, () => {
  let headers: Record<string, string>;
  let csrf: string;
  beforeEach(async () => {
    const { 'x-csrf-token': proof = '', ...rest } = await site.session({ 'free-them': 'editor' });
    [headers, csrf] = [rest, proof];
  });
  const submit = (fields: Record<string, string>, file?: Uint8Array, proof = csrf) => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ csrf: proof, seen: '1', ...fields })) form.set(name, value);
    form.set('picture.file', new File(file ? [Uint8Array.from(file)] : [], file ? 'a.jpg' : ''));
    return send(form, headers, EDIT);
  };
  const htmlOf = async (answer: Response | Promise<Response>) => (await answer).text();
  const hidden = (html: string) => /name="picture\.made" value="([^"]*)"/.exec(html)?.[1];
  const stored = async () =>
    ((await (await site.ask('GET', `${CAMPAIGNS}/free-them`, admin)).json()) as { picture?: { alt: string } }).picture;

  it('saves a picture with its words, shows it to organisers alone, and removes it', async () => {
    const answer = await submit({ 'picture.alt': 'A wall', 'picture.credit': 'Eve' }, photo);
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      '/organise/campaigns/free-them?saved=picture',
    ]);
    expect(await stored()).toMatchObject({ alt: 'A wall', credit: 'Eve', made: { widths: [480] } });
    const html = await htmlOf(site.ask('GET', EDIT, headers));
    const [, src = ''] = /<img src="([^"]+)"/.exec(html) ?? [];
    const seen = await site.ask('GET', src, headers);
    expect([seen.status, seen.headers.get('content-type'), seen.headers.get('cache-control')]).toEqual([
      ...[200, 'image/jpeg', 'no-store'],
    ]);
    expect((await site.ask('GET', src)).status).toBe(401);
    for (const none of ['/organise/pictures/x', `/organise/pictures/${'a'.repeat(20)}-480.jpg`])
      expect((await site.ask('GET', none, headers)).status).toBe(404);
    await submit({ seen: '2', 'picture.made': hidden(html)!, 'picture.alt': 'A wall', 'picture.remove': 'yes' });
    expect(await stored()).toBeUndefined();
  });

  it('keeps all words over a file that is too large, and says so at its field', async () => {
    const answer = await submit({ 'picture.alt': 'A wall' }, Buffer.alloc(4_500_000));
    const html = await answer.text();
    expect([answer.status, html]).toEqual([422, expect.stringContaining('has 4.5 MB. It may have 4 at most.')]);
    expect(html).toMatch(/id="field-picture\.file-error"/);
    expect(html).toContain('>A wall</textarea>');
    expect(site.pictures.names()).toEqual([]);
  });

  it('promises nothing about words that were not read', async () => {
    const answer = await submit({ 'picture.alt': 'A wall' }, Buffer.alloc(MOST_UPLOADED));
    const html = await answer.text();
    expect([answer.status, html]).toEqual([413, expect.stringContaining('others lose them')]);
    expect(html).not.toContain('still in the form');
  });

  it('takes no more words with a file than without one', async () => {
    expect((await submit({ 'picture.alt': 'a'.repeat(1_048_577) })).status).toBe(413);
  });

  it('keeps a good file over a fault in another field, and a good field over a fault of the file', async () => {
    const first = await submit({ 'picture.credit': 'Eve' }, photo);
    const html = await first.text();
    expect([first.status, html]).toEqual([422, expect.stringContaining('Fill in “What it shows, in words”')]);
    const again = await submit({ 'picture.made': hidden(html)!, 'picture.alt': 'A wall', 'picture.credit': 'Eve' });
    expect(again.status).toBe(303);
    expect(await stored()).toMatchObject({ alt: 'A wall', made: { widths: [480] } });
    const faulty = await submit(
      { seen: '2', 'picture.alt': 'Other words', 'picture.made': hidden(html)! },
      Buffer.from('<svg/>'),
    );
    const shown = await faulty.text();
    expect(faulty.status).toBe(422);
    for (const part of ['by its content', 'Other words', `value="${hidden(html)}"`]) expect(shown).toContain(part);
    expect(shown).toContain('href="#field-picture.file"');
  });

  it('keeps what stands in the form of a session that ended, and takes nothing from another site', async () => {
    expect((await submit({ 'picture.alt': 'A wall' }, photo, 'x')).status).toBe(403);
    expect((await submit({ 'picture.alt': 'A wall' }, photo, '')).status).toBe(403);
    const form = new FormData();
    form.set('picture.alt', 'Words of another site');
    const foreign = await send(form, { 'sec-fetch-site': 'cross-site' }, EDIT);
    expect([foreign.status, await foreign.text()]).toEqual([403, expect.not.stringContaining('Words of another')]);
    headers = { 'sec-fetch-site': 'same-origin' };
    const late = await submit({ 'picture.alt': 'A wall' }, photo);
    expect([late.status, await late.text()]).toEqual([401, expect.stringContaining('A wall')]);
    expect(site.pictures.names()).toEqual([]);
  });

  it('that comes too late asks for its file once more, shows no internals, and never saves words without their file', async () => {
    const { cookie = '' } = headers;
    await submit({ 'picture.alt': 'A wall' }, photo);
    const made = hidden(await htmlOf(site.ask('GET', EDIT, headers)))!;
    const again = { seen: '2', 'picture.made': made, 'picture.alt': 'Another wall' };
    headers = { 'sec-fetch-site': 'same-origin' };
    const late = await htmlOf(submit(again, photo));
    expect(late).toContain('Choose the file again');
    expect(late).toMatch(/<input name="picture.file"[^>]* required=""/);
    expect(late).toContain('enctype="multipart/form-data"');
    const shown = late.slice(late.indexOf('What you typed'));
    expect(shown).toContain('Another wall');
    expect(shown).not.toContain(made.slice(0, 20));
    headers = { ...headers, cookie };
    // A browser that leaves it out all the same.
    const hasNoFile = await submit({ ...again, 'choose-again': 'picture.file' });
    expect([hasNoFile.status, await hasNoFile.text()]).toEqual([422, expect.stringContaining('Choose the file again')]);
    expect(await stored()).toMatchObject({ alt: 'A wall' });
    expect((await submit({ ...again, 'choose-again': 'picture.file' }, photo)).status).toBe(303);
    expect(await stored()).toMatchObject({ alt: 'Another wall' });
  });

  it('names the field of a bad file as the form does', async () => {
    const first = await htmlOf(submit({ 'picture.alt': 'A wall' }, Buffer.from('<svg/>')));
    expect(first).toContain('“File of the picture” is no JPEG');
    await submit({ 'picture.alt': 'A wall' }, photo);
    const made = hidden(await htmlOf(site.ask('GET', EDIT, headers)))!;
    const second = await htmlOf(
      submit({ seen: '2', 'picture.made': made, 'picture.alt': 'A wall' }, Buffer.from('<svg/>')),
    );
    expect(second).toContain('“Another file in its place” is no JPEG');
    expect(second).toContain('<label for="field-picture.file">Another file in its place</label>');
  });

  it('that is too large says how large a picture may be, in the console, and leads back', async () => {
    const answer = await submit({ 'picture.alt': 'A wall' }, Buffer.alloc(MOST_UPLOADED));
    const html = await answer.text();
    expect(answer.status).toBe(413);
    expect(html).toContain('The file is too large');
    expect(html).toContain('at most 4 MB');
    expect(html).toContain('Press “Back” in your browser');
    expect(html).toContain(`<a href="${EDIT}">Back to the form</a>`);
    expect(html).toContain('href="/organise/cases"');
    expect(html).not.toContain('16 kB');
    const text = await send(
      `csrf=${csrf}&why=${'x'.repeat(1_048_577)}`,
      {
        ...{ ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      },
      '/organise/campaigns/free-them/updates/new',
    );
    expect([text.status, await text.text()]).toEqual([413, expect.stringContaining('at most 1,024 kB')]);
  });
});

describe('by the form of a case', { timeout: PATIENCE }, () => {
  it('stands in a new case, survives a fault, and is shown by its campaign and on the page of the case', async () => {
    const { 'x-csrf-token': csrf = '', ...headers } = await site.session({ 'free-them': 'owner' });
    const NEW = '/organise/cases/new?campaign=free-them';
    const submit = async (path: string, fields: Record<string, string>, file?: Uint8Array) => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ csrf, ...fields })) form.set(name, value);
      form.set('picture.file', new File(file ? [Uint8Array.from(file)] : [], file ? 'a.jpg' : ''));
      return send(form, headers, path);
    };
    const hidden = (html: string) => /name="picture\.made" value="([^"]*)"/.exec(html)?.[1] ?? '';
    const ali = {
      campaign: 'free-them',
      name: 'Ali',
      status: 'detained',
      people: '1',
      'picture.alt': 'Ali at his desk',
    };
    expect(await (await site.ask('GET', NEW, headers)).text()).toMatch(/<form[^>]*enctype="multipart\/form-data"/);
    const slip = await submit(NEW, { ...ali, name: '' }, photo);
    const slipped = await slip.text();
    expect([slip.status, slipped]).toEqual([422, expect.stringContaining('Fill in “Name”')]);
    const made = await submit(NEW, { ...ali, 'picture.made': hidden(slipped) });
    expect([made.status, made.headers.get('location')]).toEqual([303, '/organise/cases/ali?done=added&to=free-them']);
    const bad = await submit('/organise/cases/ali/edit', { ...ali, seen: '1' }, Buffer.from('<svg/>'));
    expect([bad.status, await bad.text()]).toEqual([422, expect.stringContaining('is no JPEG')]);

    const stored = async () =>
      (await (await site.ask('GET', '/api/organise/cases/ali', admin)).json()) as { picture?: object };
    expect(await stored()).toMatchObject({ picture: { alt: 'Ali at his desk', made: { widths: [320] } } });
    const page = await (await site.ask('GET', '/organise/cases/ali', headers)).text();
    expect(page).toMatch(/<img src="\/organise\/pictures\/[0-9a-f]{20}-320.jpg" alt="Ali at his desk"/);
    await site.ask('POST', `${CAMPAIGNS}/free-them/open`, admin);
    const shown = /pictures\/free-them\/[0-9a-f]{20}-320\.jpg/.exec(
      await (await createSiteApp(siteDepsOf(reads())).request('/campaigns/free-them')).text(),
    );
    expect(online()).toContain(shown?.[0]);
    expect(await (await createSiteApp(siteDepsOf(reads())).request('/cases/ali')).text()).toContain(shown?.[0]);

    const edit = await (await site.ask('GET', '/organise/cases/ali/edit', headers)).text();
    expect(edit).toContain(`src="/${shown?.[0]}"`);
    const seen = { ...ali, seen: '1', 'picture.made': hidden(edit) };
    await submit('/organise/cases/ali/edit', { ...seen, 'picture.credit': 'Eve' });
    expect(await stored()).toMatchObject({ picture: { credit: 'Eve' } });
    await submit('/organise/cases/ali/edit', { ...seen, seen: '2', 'picture.remove': 'yes' });
    expect([await stored(), online()]).toEqual([expect.not.objectContaining({ picture: expect.anything() }), []]);
    const versions = await (await site.ask('GET', '/organise/cases/ali', headers)).text();
    expect(versions).toContain('Ali at his desk · Eve · A picture of 320 × 256 pixels');
  });

  it('is taken by the API as that of a campaign, and only from those who may write the case', async () => {
    const made = await madeOf(upload(photo, admin, `${UPLOAD}?use=case`));
    const picture = { made, alt: 'Ali' };
    const created = await site.ask('POST', '/api/organise/cases', admin, {
      ...{ campaign: 'free-them', name: 'Ali', status: 'detained', picture },
    });
    expect([created.status, await created.json()]).toEqual([201, expect.objectContaining({ picture })]);
    const wrong = await site.ask(
      'PATCH',
      '/api/organise/cases/ali',
      { ...admin, 'if-match': '*' },
      {
        picture: { made: { ...made, widths: [320, 640] } },
      },
    );
    expect([wrong.status, await wrong.json()]).toEqual([
      422,
      expect.objectContaining({ errors: [{ field: 'picture.made', message: expect.stringContaining('upload it') }] }),
    ]);
    const { 'x-csrf-token': csrf = '', ...headers } = await site.session({ 'free-them': 'viewer', other: 'editor' });
    const form = new FormData();
    form.set('csrf', csrf);
    form.set('picture.file', new File([Uint8Array.from(photo)], 'a.jpg'));
    const before = site.pictures.names();
    expect((await send(form, headers, '/organise/cases/ali/edit')).status).toBe(403);
    form.set('campaign', 'free-them');
    expect((await send(form, headers, '/organise/cases/new')).status).toBe(403);
    expect(site.pictures.names()).toEqual(before);
  });
});
