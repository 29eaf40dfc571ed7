import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { MOST_UPLOADED } from '../../functions/console/pictures/limits.ts';
import { operator } from '../../functions/core/access/actor.ts';
import { changeRoles, listOrganisers } from '../../functions/core/access/people.ts';
import { removeOrganiser } from '../../functions/core/access/remove.ts';
import type { AuditLog } from '../../functions/core/audit/log.ts';
import { createCase } from '../../functions/core/cases/create.ts';
import { namedByContent } from '../../functions/core/pictures/made.ts';
import { DAY } from '../../functions/core/running/clock.ts';
import { createSiteApp } from '../../functions/site/app.ts';
import { siteReads } from '../../functions/site/deps.ts';
import { appDeps } from '../support/app-deps.ts';
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
    expect(await madeOf(upload(photo))).toEqual(made);
    expect(kept()).toHaveLength(2);
  });

  it('takes one for a case, and from the field of a form', async () => {
    expect((await madeOf(upload(photo, admin, `${UPLOAD}?use=case`))).widths).toEqual([320]);
    const form = new FormData();
    form.set('file', new File([Uint8Array.from(photo)], 'a.jpg', { type: 'text/html' }));
    expect((await madeOf(send(form, admin))).widths).toEqual([480]);
    const wrong = await upload(photo, admin, `${UPLOAD}?use=poster`);
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

  it('shows the picture of a draft to those who may see it, and to nobody who has lost that', async () => {
    const made = await madeOf(upload(photo));
    const change = { picture: { made, alt: 'A wall' } };
    await site.ask('PATCH', `${CAMPAIGNS}/free-them`, { ...admin, 'if-match': '*' }, change);
    const at = `/organise/campaigns/free-them/pictures/${made.id}-480.jpg`;
    const viewer = await site.session({ 'free-them': 'viewer' });
    const [nobody, other] = [await site.session({}), await site.session({ 'another-one': 'owner' })];
    const statusFor = async (headers: Record<string, string>, path: string) =>
      (await site.ask('GET', path, headers)).status;
    expect(await statusFor(viewer, at)).toBe(200);
    for (const headers of [nobody, other]) {
      expect(await statusFor(headers, at)).toBe(403);
      expect(await statusFor(headers, `/organise/campaigns/another-one/pictures/${made.id}-480.jpg`)).not.toBe(200);
    }
    for (const headers of [viewer, nobody, other])
      expect(await statusFor(headers, `/organise/pictures/${made.id}-480.jpg`)).toBe(404);
    const people = (await (await site.ask('GET', '/api/organise/organisers', admin)).json()) as {
      id: string;
      campaigns: object;
    }[];
    const account = people.find(({ campaigns }) => JSON.stringify(campaigns) === '{"free-them":"viewer"}')?.id ?? '';
    await changeRoles(site.deps, operator, { account, campaigns: {} });
    expect(await statusFor(viewer, at)).toBe(403);
    // A campaign shows its own pictures alone, whoever asks.
    expect(await statusFor(await site.session('admin'), at.replace(made.id, 'a'.repeat(20)))).toBe(404);
  });

  it('lets nobody take the picture of a draft that they do not see, not even who knows its name', async () => {
    await site.ask('POST', CAMPAIGNS, admin, { ...smallFile, slug: 'another-one' });
    const made = await madeOf(upload(photo));
    const picture = { made, alt: 'A wall' };
    await site.ask('PATCH', `${CAMPAIGNS}/free-them`, { ...admin, 'if-match': '*' }, { picture });
    const take = async (headers: Record<string, string>, wanted: object = made) => {
      const change = { picture: { made: wanted, alt: 'Mine' } };
      const path = `${CAMPAIGNS}/another-one`;
      const answer = await site.ask('PATCH', path, { ...headers, 'if-match': '*' }, change);
      return { status: answer.status, body: answer.ok ? undefined : await answer.json() };
    };
    const stranger = await site.token({ 'another-one': 'owner' });
    const refused = await take(stranger);
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ field: 'picture.made' }] } });
    // Nor do they learn that there is such a picture.
    expect(await take(stranger, { ...made, id: 'a'.repeat(20) })).toEqual(refused);
    const fields = { campaign: 'another-one', name: 'Ali', status: 'detained', picture };
    const inCase = await site.ask('POST', '/api/organise/cases', stranger, fields);
    expect([inCase.status, await inCase.json()]).toEqual([
      ...[422, expect.objectContaining({ errors: [expect.objectContaining({ field: 'picture.made' })] })],
    ]);
    // Who has the photograph has no need of it.
    expect(await madeOf(upload(photo, stranger, `${CAMPAIGNS}/another-one/pictures`))).toEqual(made);
    expect((await take(stranger)).status).toBe(200);
    // It is the campaign's by now, whoever writes it, and whenever.
    site.time.now += 30 * DAY;
    const colleague = await site.token({ 'another-one': 'editor' });
    expect((await take(colleague)).status).toBe(200);
    const both = await site.token({ 'free-them': 'viewer', 'third-one': 'editor' });
    await site.ask('POST', CAMPAIGNS, admin, { ...smallFile, slug: 'third-one' });
    const third = await site.ask('PATCH', `${CAMPAIGNS}/third-one`, { ...both, 'if-match': '*' }, { picture });
    expect(third.status).toBe(200);
  });

  it('brings the picture of an earlier version back, also by a colleague who has not uploaded it', async () => {
    const picture = { made: await madeOf(upload(photo)), alt: 'A wall' };
    for (const one of [picture, null])
      await site.ask('PATCH', `${CAMPAIGNS}/free-them`, { ...admin, 'if-match': '*' }, { picture: one });
    const editor = await site.token({ 'free-them': 'editor' });
    const undo = await site.ask('POST', `${CAMPAIGNS}/free-them/undo`, { ...editor, 'if-match': '*' }, { revision: 2 });
    expect([undo.status, await undo.json()]).toEqual([200, expect.objectContaining({ picture })]);
  });

  it('forgets after some days who has uploaded a picture that nothing has', async () => {
    const editor = await site.session({ 'free-them': 'editor' });
    const made = await madeOf(upload(photo, editor));
    const at = `/organise/pictures/${made.id}-480.jpg`;
    const status = async () => (await site.ask('GET', at, await site.session('admin'))).status;
    expect((await site.ask('GET', at, editor)).status).toBe(200);
    expect(await status()).toBe(200);
    site.time.now += 4 * DAY;
    const change = { picture: { made, alt: 'A wall' } };
    const later = await site.token({ 'free-them': 'editor' });
    const answer = await site.ask('PATCH', `${CAMPAIGNS}/free-them`, { ...later, 'if-match': '*' }, change);
    expect(answer.status).toBe(422);
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
    expect([first.status, html]).toEqual([422, expect.stringContaining('Fill in “What the picture shows”')]);
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

  it('that comes too late asks for its file once more, shows no internals, and is sent without it: then the form asks before it saves', async () => {
    const { cookie = '' } = headers;
    await submit({ 'picture.alt': 'A wall' }, photo);
    const made = hidden(await htmlOf(site.ask('GET', EDIT, headers)))!;
    const again = { seen: '2', 'picture.made': made, 'picture.alt': 'Another wall' };
    headers = { 'sec-fetch-site': 'same-origin' };
    const late = await htmlOf(submit(again, photo));
    expect(late).toContain('Choose the file again');
    // Who does not have the file any more can press the button all the same.
    expect(late).toContain('send your words without it');
    expect(late).toMatch(/<input name="picture.file"/);
    expect(late).not.toContain('required');
    expect(late).toContain('enctype="multipart/form-data"');
    const shown = late.slice(late.indexOf('What you typed'));
    expect(shown).toContain('Another wall');
    expect(shown).not.toContain(made.slice(0, 20));
    headers = { ...headers, cookie };
    const hasNoFile = await submit({ ...again, 'choose-again': 'picture.file' });
    const asked = await hasNoFile.text();
    expect([hasNoFile.status, asked]).toEqual([422, expect.stringContaining('The file did not come with your words')]);
    expect(asked).toContain('Another wall');
    expect(await stored()).toMatchObject({ alt: 'A wall' });
    // What that form sends is taken without the file.
    expect(asked).not.toContain('choose-again');
    expect((await submit({ ...again, 'picture.alt': 'The same wall' })).status).toBe(303);
    expect(await stored()).toMatchObject({ alt: 'The same wall' });
    again.seen = '3';
    expect((await submit({ ...again, 'choose-again': 'picture.file' }, photo)).status).toBe(303);
    expect(await stored()).toMatchObject({ alt: 'Another wall' });
  });

  it('has one fault for a first file that did not come again, and is saved without it once its words are empty', async () => {
    const sent = { 'picture.alt': 'A wall', 'choose-again': 'picture.file' };
    const html = await htmlOf(submit(sent));
    const faults = [...html.matchAll(/<a href="#field-picture[^"]*">([^<]*)</g)].map(([, words]) => words);
    expect(faults).toEqual([expect.stringContaining('The file did not come with your words')]);
    expect((await submit({ 'picture.alt': '' })).status).toBe(303);
  });

  it('says how wide a file must be where it is used', async () => {
    const hintAt = async (path: string) =>
      /data-hint="[^"]*at least (\d+) pixels/.exec(await htmlOf(site.ask('GET', path, headers)))?.[1];
    expect(await hintAt(EDIT)).toBe('480');
    expect(await hintAt('/organise/cases/new?campaign=free-them')).toBe('320');
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

describe('what is said of a picture', { timeout: PATIENCE }, () => {
  /** Its pixels do not matter here. */
  const real = namedByContent(
    [320, 640].map((width) => ({ width, webp: photo, jpg: photo })),
    { width: 640, height: 384 },
  );
  beforeEach(async () => {
    site = await startConsole({ makePicture: async () => real });
    admin = await site.token('admin');
    await site.ask('POST', CAMPAIGNS, admin, smallFile);
  });
  const change = (by: Record<string, string>, patch: object) =>
    site.ask('PATCH', `${CAMPAIGNS}/free-them`, { ...by, 'if-match': '*' }, patch);
  const newCase = (by: Record<string, string>, picture: object, id = 'ali') => {
    const ali = { id, campaign: 'free-them', name: 'Ali', status: 'detained' };
    return site.ask('POST', '/api/organise/cases', by, { ...ali, picture });
  };
  const wrongly = (made: Made) =>
    [
      { widths: [320], width: 320, height: 192 },
      { width: 1, height: 10_000 },
      { height: 385 },
      { widths: [640, 640, 640] },
      { widths: [640, 320] },
    ].map((other) => ({ made: { ...made, ...other }, alt: 'A wall' }));
  const refused = async (answer: Promise<Response>, field: string) => {
    const { status, ...rest } = await answer.then(async (one) => ({ status: one.status, said: await one.json() }));
    expect([status, rest]).toEqual([
      422,
      { said: expect.objectContaining({ errors: [{ field, message: expect.stringContaining('upload it') }] }) },
    ]);
  };

  it('is not believed, if it is not what was made of it, by whom it may be', async () => {
    for (const by of [await site.token({ 'free-them': 'owner' }), admin]) {
      const made = await madeOf(upload(photo, by));
      for (const picture of wrongly(made)) {
        await refused(change(by, { picture }), 'picture.made');
        await refused(change(by, { cases: [{ name: 'Ali', status: 'detained', picture }] }), 'cases[0].picture.made');
        await refused(newCase(by, picture), 'picture.made');
      }
    }
  });

  it('stays as it is in the campaign or the case that has it', async () => {
    const editor = await site.token({ 'free-them': 'editor' });
    const made = await madeOf(upload(photo, editor));
    expect((await newCase(editor, { made, alt: 'Ali' })).status).toBe(201);
    for (const by of [await site.token({ 'free-them': 'editor' }), admin]) {
      for (const picture of wrongly(made)) {
        const headers = { ...by, 'if-match': '*' };
        await refused(site.ask('PATCH', '/api/organise/cases/ali', headers, { picture }), 'picture.made');
      }
      const id = by === admin ? 'eva' : 'max';
      expect((await newCase(by, { made, alt: 'Another' }, id)).status).toBe(201);
    }
    // It is in a campaign of theirs, and they have not uploaded it.
    const other = await site.token({ 'free-them': 'editor' });
    for (const picture of wrongly(made)) await refused(change(other, { picture }), 'picture.made');
    expect((await change(other, { picture: { made, alt: 'A wall' } })).status).toBe(200);
  });
});

describe('a form makes one picture at most', { timeout: PATIENCE }, () => {
  /** What somebody waits for, and somebody else lets go on. */
  function gate() {
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    return { opened, open: () => open() };
  }
  /** A console whose maker counts, and does something meanwhile. */
  const counting = async (meanwhile: () => Promise<void> = async () => undefined) => {
    // Its pixels do not matter here, and a busy computer takes long to open a real one.
    const made = namedByContent([{ width: 480, webp: photo, jpg: photo }], { width: 480, height: 384 });
    const count = { begun: 0 };
    site = await startConsole({
      makePicture: async () => {
        count.begun++;
        await meanwhile();
        return made;
      },
    });
    admin = await site.token('admin');
    await site.ask('POST', CAMPAIGNS, admin, smallFile);
    const { 'x-csrf-token': csrf = '', ...headers } = await site.session({ 'free-them': 'editor' });
    const submit = (path: string, files: readonly string[]) => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ csrf, seen: '1', 'picture.alt': 'A wall' })) form.set(name, value);
      for (const name of files) form.append(name, new File([Uint8Array.from(photo)], 'a.jpg'));
      return send(form, headers, path);
    };
    return { count, submit };
  };
  const puts = async () => (await site.deps.audit.list({ act: 'pictures.put' })).entries.length;

  it('and refuses one with other files before it makes the first', async () => {
    const { count, submit } = await counting();
    await createCase(site.deps, operator, {
      ...{ id: 'ali', campaign: 'free-them', fields: { name: 'Ali', status: 'detained' } },
    });
    const many = Array.from({ length: 40 }, (_, i) => `p${i}.file`);
    for (const path of [EDIT, '/organise/cases/new', '/organise/cases/ali/edit'])
      for (const files of [many, ['picture.file', ...many], ['__proto__.file'], ['constructor']])
        expect((await submit(path, files)).status).toBe(400);
    expect([count.begun, await puts(), site.pictures.names()]).toEqual([0, 0, []]);
    expect((await submit(EDIT, ['picture.file', 'picture.file', 'picture.file'])).status).toBe(303);
    expect([count.begun, await puts()]).toEqual([1, 1]);
  });

  it('and stores none for a person who lost their right while it was made', async () => {
    const { count, submit } = await counting(async () => {
      const people = await listOrganisers(site.deps, operator);
      const editor = people.find(({ isAdmin }) => !isAdmin)?.id ?? '';
      await removeOrganiser(site.deps, operator, { account: editor });
    });
    expect((await submit(EDIT, ['picture.file'])).status).toBe(403);
    expect([count.begun, await puts(), site.pictures.names()]).toEqual([1, 0, []]);
  });

  it('and stores none after it was answered that this took too long', async () => {
    const [begun, made] = [gate(), gate()];
    const { submit } = await counting(() => {
      begun.open();
      return made.opened;
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const answer = submit(EDIT, ['picture.file']);
    await begun.opened;
    await vi.advanceTimersByTimeAsync(appDeps.answersWithin ?? 0);
    vi.useRealTimers();
    expect((await answer).status).toBe(503);
    made.open();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect([await puts(), site.pictures.names()]).toEqual([0, []]);
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
    expect(page).toMatch(/<img src="\/organise\/cases\/ali\/pictures\/[0-9a-f]{20}-320.jpg" alt="Ali at his desk"/);
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
