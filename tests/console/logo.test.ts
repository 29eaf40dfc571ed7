import { beforeEach, describe, expect, it } from 'vitest';
import { createSiteApp } from '../../functions/site/app.ts';
import { siteReads } from '../../functions/site/deps.ts';
import { smallFile } from '../support/campaign.ts';
import { NOW, startConsole } from '../support/console.ts';
import { siteDepsOf } from '../support/site-deps.ts';
import { redAndBlue, somePhoto } from '../support/some-picture.ts';

/** The logo of a group that a campaign has of its own, by the API and by the form. */

const AT = '/api/organise/campaigns/free-them';
const EDIT = '/organise/campaigns/free-them/edit/group';
const friends = { name: 'Friends', contact: 'ask@friends.example' };
const red = await (await redAndBlue(400, 200)).png().toBuffer();
const photo = await (await somePhoto({ width: 500, height: 400 })).jpeg().toBuffer();

let site: Awaited<ReturnType<typeof startConsole>>;
let admin: Record<string, string>;
beforeEach(async () => {
  site = await startConsole();
  admin = await site.token('admin');
  await site.ask('POST', '/api/organise/campaigns', admin, smallFile);
});

interface Made {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly widths: readonly number[];
}
const send = (path: string, body: Uint8Array | FormData, headers: Record<string, string>) =>
  Promise.resolve(site.app.request(path, { method: 'POST', headers, body: body as FormData }));
const upload = async (content: Uint8Array, use = 'logo', headers = admin) => {
  const answer = await send(`${AT}/pictures?use=${use}`, content, { 'content-type': 'image/png', ...headers });
  return (await answer.json()) as Made;
};
const change = (group: unknown) => site.ask('PATCH', AT, { ...admin, 'if-match': '*' }, { group });
const stored = async () =>
  ((await (await site.ask('GET', AT, admin)).json()) as { group?: { name: string; logo?: { made: Made } } }).group;
const online = () => site.pictures.names().filter((name) => name.startsWith('pictures/'));
const logoAt = ({ id, width }: Made) => `pictures/_logos/${id}-${width}.png`;
const page = async () =>
  (
    await createSiteApp(
      siteDepsOf(siteReads({ campaigns: site.db.Campaigns, counts: site.db.Counts }, () => NOW)),
    ).request('/campaigns/free-them')
  ).text();

describe('by the API', { timeout: 120_000 }, () => {
  it('is uploaded, waits in the draft, is shown once the campaign is open, and is gone when it is taken away', async () => {
    const made = await upload(red);
    expect(made).toMatchObject({ width: 176, height: 96, widths: [176] });
    expect((await change({ ...friends, logo: { made } })).status).toBe(200);
    expect(online()).toEqual([]);
    expect((await site.ask('POST', `${AT}/open`, admin)).status).toBe(200);
    expect(online()).toEqual([logoAt(made)]);
    expect(await page()).toContain(`<img src="/${logoAt(made)}"`);
    expect((await change({ logo: null })).status).toBe(200);
    expect([online(), await stored()]).toEqual([[], expect.not.objectContaining({ logo: expect.anything() })]);
    expect(await page()).not.toContain('_logos');
    // A step back finds it again.
    const undo = await site.ask('POST', `${AT}/undo`, { ...admin, 'if-match': '*' }, { revision: 3, what: 'all' });
    expect([undo.status, (await stored())?.logo?.made, online()]).toEqual([200, made, [logoAt(made)]]);
  });

  it('is none that nobody has uploaded as a logo', async () => {
    const asPhoto = await upload(photo, 'campaign');
    const made = await upload(red);
    for (const wrong of [
      asPhoto,
      { ...made, id: 'a'.repeat(20) },
      { ...made, width: 177, widths: [177] },
      { ...made, height: 10_000 },
      { ...made, widths: [1, 2, 3] },
    ]) {
      const answer = await change({ ...friends, logo: { made: wrong } });
      expect([answer.status, await answer.json()]).toEqual([
        422,
        expect.objectContaining({
          errors: [{ field: 'group.logo.made', message: expect.stringContaining('upload it') }],
        }),
      ]);
    }
    const file = await change({ ...friends, logo: 'logo.png' });
    expect(await file.json()).toMatchObject({ errors: [{ field: 'group.logo.file' }] });
  });
});

describe('by the form', { timeout: 120_000 }, () => {
  let headers: Record<string, string>;
  let csrf: string;
  let seen: string;
  beforeEach(async () => {
    const { 'x-csrf-token': proof = '', ...rest } = await site.session({ 'free-them': 'owner' });
    [headers, csrf, seen] = [rest, proof, '1'];
  });
  const submit = (fields: Record<string, string>, file?: Uint8Array, name = 'group.logo.file') => {
    const form = new FormData();
    for (const [field, value] of Object.entries({ csrf, seen, ...fields })) form.set(field, value);
    form.set(name, new File(file ? [Uint8Array.from(file)] : [], file ? 'a.png' : ''));
    return send(EDIT, form, headers);
  };
  const typed = { 'group.name': 'Friends', 'group.contact': 'ask@friends.example' };
  const shown = async () => (await site.ask('GET', EDIT, headers)).text();
  const hidden = (html: string) => /name="group\.logo\.made" value="([^"]*)"/.exec(html)?.[1] ?? '';

  it('saves a logo, shows it while it is a draft and when it is open, keeps it, and removes it', async () => {
    expect((await submit(typed, red)).headers.get('location')).toBe('/organise/campaigns/free-them?saved=group');
    const html = await shown();
    const [, src = ''] = /<img src="([^"]+)"/.exec(html) ?? [];
    const seenBy = await site.ask('GET', src, headers);
    expect([seenBy.status, seenBy.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect((await site.ask('GET', src)).status).toBe(401);
    expect(html).toContain('Another file in its place');
    seen = '2';
    await submit({ ...typed, 'group.name': 'New friends', 'group.logo.made': hidden(html) });
    expect(await stored()).toMatchObject({ name: 'New friends', logo: { made: { width: 176 } } });
    await site.ask('POST', `${AT}/open`, admin);
    expect(await shown()).toMatch(/<img src="\/pictures\/_logos\/[^"]+" alt="" height="48"/);
    seen = '4';
    const remove = {
      ...typed,
      'group.name': 'New friends',
      'group.logo.made': hidden(html),
      'group.logo.remove': 'yes',
    };
    expect((await submit(remove)).status).toBe(303);
    expect(await stored()).toEqual(expect.not.objectContaining({ logo: expect.anything() }));
  });

  it('shows what was uploaded beside a fault in another field, and asks for the words of a group with a logo alone', async () => {
    const answer = await submit({}, red);
    const html = await answer.text();
    expect([answer.status, html]).toEqual([422, expect.stringContaining('Fill in “Name of the group”')]);
    const [, src = ''] = /<img src="([^"]+)"/.exec(html) ?? [];
    expect(src).toMatch(/^\/organise\/pictures\//);
    expect((await site.ask('GET', src, headers)).status).toBe(200);
    expect((await submit({ ...typed, 'group.logo.made': hidden(html) })).status).toBe(303);
    expect((await stored())?.logo?.made).toMatchObject({ height: 96 });
  });

  it('returns to the group of the installation when all words are emptied', async () => {
    await submit(typed, red);
    seen = '2';
    expect((await submit({ 'group.logo.made': hidden(await shown()) })).status).toBe(303);
    expect(await stored()).toBeUndefined();
  });

  it('says what is wrong with a file at its field, and takes no file of another name', async () => {
    const answer = await submit(typed, Buffer.from('<svg/>'));
    const html = await answer.text();
    expect([answer.status, html]).toEqual([422, expect.stringContaining('“File of the logo” is no JPEG')]);
    expect(html).toContain('href="#field-group.logo.file"');
    expect(html).toMatch(/id="field-group\.logo\.file-error"/);
    expect(html).toContain('value="Friends"');
    const small = await (await submit(typed, await (await redAndBlue(100, 79)).png().toBuffer())).text();
    expect(small).toContain('is 79 pixels high. It must have 80 or more.');
    expect((await submit(typed, red, 'picture.file')).status).toBe(400);
    expect(site.pictures.names()).toEqual([]);
  });

  it('leads to the file where a logo is not stored', async () => {
    const answer = await submit({ ...typed, 'group.logo.made': `${'a'.repeat(20)} 176 96 176` });
    const html = await answer.text();
    expect([answer.status, html]).toEqual([422, expect.stringContaining('href="#field-group.logo.file"')]);
    expect(html).toContain('is no picture that was uploaded here');
  });

  it('asks once more for a file that did not come, and then saves without it', async () => {
    const asked = await submit({ ...typed, 'choose-again': 'group.logo.file' });
    expect([asked.status, await asked.text()]).toEqual([
      422,
      expect.stringContaining('Choose it again, or press “Save” to save without it'),
    ]);
    expect((await submit(typed)).status).toBe(303);
  });
});
