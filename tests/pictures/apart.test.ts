import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PictureFault } from '../../functions/core/pictures/fault.ts';
import { trusted } from '../../functions/core/pictures/trusted.ts';
import { madeApart } from '../../functions/pictures/apart.ts';
import { bundleFunction } from '../../infra/bundle/functions.ts';
import { loadSharp } from '../../infra/pictures/sharp.ts';
import { hostile, tellingPhoto } from '../support/hostile.ts';
import { redAndBlue, somePhoto } from '../support/some-picture.ts';

/** The function as it is deployed: with decoders as WebAssembly. */
let folder: string;
let handler: (sent: { use: string; content: string }) => Promise<{
  fault?: string;
  picture: { id: string; width: number; height: number; widths: number[] };
  files: Record<string, string>;
}>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amparo-pictures-'));
  ({ handler } = await import(join(await bundleFunction('pictures', folder), 'handler.mjs')));
});
afterAll(() => rm(folder, { recursive: true }));

/** A busy computer may need longer than an organiser would wait: they try again then, as they are told. */
async function sent(content: Uint8Array, use = 'campaign'): ReturnType<typeof handler> {
  const answer = await handler({ use, content: Buffer.from(content).toString('base64') });
  return answer.fault?.startsWith('could not be opened in time') ? sent(content, use) : answer;
}
const PATIENCE = 120_000;

it('makes a picture as commands do: both forms of each width, upright, in sRGB', { timeout: PATIENCE }, async () => {
  const photo = await (await redAndBlue(960, 720)).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const { picture, files } = await sent(photo, 'case');
  expect(picture).toMatchObject({ width: 640, height: 853, widths: [320, 640] });
  expect(Object.keys(files).sort()).toEqual(
    [320, 640].flatMap((width) => [`${picture.id}-${width}.jpg`, `${picture.id}-${width}.webp`]).sort(),
  );
  const sharp = await loadSharp();
  for (const [name, content] of Object.entries(files)) {
    const made = await sharp(Buffer.from(content, 'base64')).metadata();
    expect([made.format, made.space]).toEqual([name.endsWith('jpg') ? 'jpeg' : 'webp', 'srgb']);
  }
});

it('makes the logo of a group as commands do: one small PNG with white around it', { timeout: PATIENCE }, async () => {
  const sharp = await loadSharp();
  const clear = { width: 300, height: 150, channels: 4 as const, background: { r: 0, g: 0, b: 0, alpha: 0 } };
  const red = await sharp({ create: { ...clear, width: 100, height: 50, background: '#f00' } })
    .png()
    .toBuffer();
  const file = await sharp({ create: clear })
    .composite([{ input: red, top: 0, left: 0 }])
    .png()
    .toBuffer();
  const { picture, files } = await sent(file, 'logo');
  expect(picture).toMatchObject({ width: 176, height: 96, widths: [176] });
  expect(Object.keys(files)).toEqual([`${picture.id}-176.png`]);
  const png = Buffer.from(Object.values(files)[0] ?? '', 'base64');
  expect(png.length).toBeLessThan(5_000);
  const { data } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const colourAt = (x: number, y: number) => [...data.subarray((y * 176 + x) * 3, (y * 176 + x) * 3 + 3)];
  // The edge, the mark, and what was transparent beside it.
  expect([colourAt(2, 2), colourAt(30, 20), colourAt(150, 70)]).toEqual([
    ...[
      [255, 255, 255],
      [255, 0, 0],
      [255, 255, 255],
    ],
  ]);
  const photo = await (await somePhoto({ width: 640, height: 160, seed: 120 })).jpeg().toBuffer();
  expect(Buffer.from(Object.values((await sent(photo, 'logo')).files)[0] ?? '', 'base64').length).toBeLessThan(15_001);
  expect(await sent(await (await redAndBlue(100, 79)).png().toBuffer(), 'logo')).toEqual({
    fault: 'is 79 pixels high. It must have 80 or more.',
  });
});

it.each(['png', 'webp', 'avif'] as const)('opens %s', { timeout: PATIENCE }, async (form) => {
  const file = await (await somePhoto({ width: 400, height: 300 })).toFormat(form).toBuffer();
  expect((await sent(file, 'case')).picture).toMatchObject({ width: 320, height: 240, widths: [320] });
});

it.each(hostile)('says what is wrong with %s', { timeout: PATIENCE }, async (_, content, said) => {
  expect(await sent(content)).toEqual({ fault: expect.stringMatching(said) });
});

it('keeps nothing of a file but its pixels: no place, no camera, no script', { timeout: PATIENCE }, async () => {
  const file = await tellingPhoto();
  for (const word of ['SPYCAM', '<script>', 'Exif']) expect(file.includes(word)).toBe(true);
  const { files } = await sent(file);
  expect(Object.keys(files)).toHaveLength(2);
  for (const content of Object.values(files))
    for (const word of ['SPYCAM', 'script', 'alert', 'Exif', 'GPS'])
      expect(Buffer.from(content, 'base64').includes(word)).toBe(false);
});

it('ends a picture that takes too long, and goes on with the next', { timeout: PATIENCE }, async () => {
  const worker = pathToFileURL(join(folder, 'pictures/worker.mjs'));
  const content = await (await somePhoto({ width: 400, height: 300 })).png().toBuffer();
  await expect(madeApart(worker, { content, use: 'case' }, 1)).rejects.toThrow(/opened in time/);
  expect((await madeApart(worker, { content, use: 'case' }, PATIENCE)).picture.widths).toEqual([320]);
});

it('calls a file damaged whose worker ends in any other way', async () => {
  const crash = new URL(`data:text/javascript,${encodeURIComponent('process.exit(1)')}`);
  await expect(madeApart(crash, { content: new Uint8Array(), use: 'case' })).rejects.toThrow(PictureFault);
  const fault = new URL(`data:text/javascript,${encodeURIComponent('throw new Error("with data")')}`);
  await expect(madeApart(fault, { content: new Uint8Array(), use: 'case' })).rejects.toThrow('is damaged');
});

it('gives the worker no setting and no credential of the function', async () => {
  process.env.AWS_SECRET_ACCESS_KEY = 'hidden';
  const look =
    'import { parentPort } from "node:worker_threads"; parentPort.postMessage({ fault: JSON.stringify(process.env) });';
  const worker = new URL(`data:text/javascript,${encodeURIComponent(look)}`);
  await expect(madeApart(worker, { content: new Uint8Array(), use: 'case' })).rejects.toThrow(/^\{\}$/);
});

it('believes nothing that the function answers: neither names, nor widths, nor that a file is a picture', async () => {
  const photo = await (await somePhoto({ width: 400, height: 300 })).jpeg().toBuffer();
  const { picture, files } = await sent(photo, 'case');
  const made = {
    picture,
    files: new Map(Object.entries(files).map(([name, text]) => [name, Buffer.from(text, 'base64')])),
  };
  expect(trusted(made, 'case')).toEqual(made);
  const [id, other] = [picture.id, 'a'.repeat(20)];
  const renamed = new Map([...made.files].map(([name, content]) => [name.replace(id, other), content]));
  expect(trusted({ picture: { ...picture, id: other }, files: renamed }, 'case').picture.id).toBe(id);
  const with_ = (change: Partial<typeof picture>, content = made.files) =>
    expect(() => trusted({ picture: { ...picture, ...change }, files: content }, 'case')).toThrow('never makes');
  with_({ widths: [640] });
  with_({ widths: [] });
  with_({ width: 10_000 });
  with_({ height: 10_000 });
  with_({ id: other });
  with_({}, new Map([...made.files].map(([name]) => [name, Buffer.from('<svg onload="alert(1)"/>')])));
  with_({}, new Map([...made.files].map(([name, content]) => [name, Buffer.concat([content, Buffer.alloc(60_000)])])));
});

it('believes no more of a logo', { timeout: PATIENCE }, async () => {
  const { picture, files } = await sent(await (await redAndBlue(400, 200)).png().toBuffer(), 'logo');
  const png = Buffer.from(Object.values(files)[0] ?? '', 'base64');
  const answer = (change: Partial<typeof picture>, content: Uint8Array = png) => {
    const changed = { ...picture, ...change };
    return trusted({ picture: changed, files: new Map([[`${changed.id}-${changed.width}.png`, content]]) }, 'logo');
  };
  expect(answer({})).toEqual({ picture, files: new Map(Object.keys(files).map((name) => [name, png])) });
  expect(answer({ id: 'a'.repeat(20) }).picture.id).toBe(picture.id);
  expect(answer({ widths: [1, 2] }).picture.widths).toEqual([176]);
  for (const [change, content] of [
    [{ height: 97 }],
    [{ width: 2_000 }],
    [{ width: 20 }],
    [{ width: 176.5 }],
    [{}, Buffer.from('<svg onload="alert(1)"/>')],
    [{}, Buffer.concat([png, Buffer.alloc(15_000)])],
  ] as const)
    expect(() => answer(change, content)).toThrow('never makes');
});
