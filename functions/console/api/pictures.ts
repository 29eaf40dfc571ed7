import type { Context, Hono } from 'hono';
import { type PictureUse, pictureUses } from '../../core/pictures/made.ts';
import { uploadPicture } from '../../core/pictures/upload.ts';
import { Problem } from '../../core/problem.ts';
import { contentType } from '../../http/body.ts';
import { wrongType } from '../../http/problems.ts';
import type { ConsoleDeps } from '../deps.ts';
import { organiserIn } from '../guard.ts';
import { sentForm } from '../ui/sent-form.ts';
import { answering } from './refusals.ts';
import { slugIn } from './sent.ts';

/** The file itself, or a form with it. */
export const PICTURE_TYPES = ['image/*', 'application/octet-stream', 'multipart/form-data'] as const;

/** Pictures, for programs of organisers. docs/reference/api.md */
export function pictureRoutes(app: Hono, deps: ConsoleDeps): void {
  app.post('/api/organise/campaigns/:slug/pictures', (c) =>
    answering(c, deps, async () => {
      const [slug, use] = [slugIn(c), useAsked(c)];
      const upload = { slug, use, content: await pictureSent(c) };
      return c.json(await uploadPicture(deps, organiserIn(c), upload), 201);
    }),
  );
}

/** @throws {Problem} `invalid-query` */
function useAsked(c: Context): PictureUse {
  const asked = c.req.query('use') ?? 'campaign';
  const use = pictureUses.find((one) => one === asked);
  if (!use) throw new Problem('invalid-query', { faults: [{ field: 'use', fault: 'malformed' }] });
  return use;
}

/** The file itself, or the field `file` of a form. What it says of its type is not believed. @throws {HttpProblem} */
async function pictureSent(c: Context): Promise<Uint8Array> {
  const type = contentType(c) ?? '';
  if (/^image\//.test(type) || type === 'application/octet-stream') return new Uint8Array(await c.req.arrayBuffer());
  const { file } = type === 'multipart/form-data' ? (await sentForm(c)).files : {};
  if (!file) throw wrongType(PICTURE_TYPES, 'no-picture-sent');
  return file;
}
