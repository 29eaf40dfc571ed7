import type { Hono } from 'hono';
import { PREVIEW_PICTURES } from '../../core/campaigns/preview-token.ts';
import { typeOfPictureFile } from '../../core/pictures/address.ts';
import { previewedPicture } from '../../core/pictures/previewed.ts';
import { keptPicture } from '../../core/pictures/upload.ts';
import { HttpProblem } from '../../http/problems.ts';
import type { ConsoleDeps } from '../deps.ts';
import { organiserAt } from '../view.ts';

/** Pictures that no public page shows, for the pages of organisers, and for those who have a link to a preview. */
export function addPictures(app: Hono, deps: ConsoleDeps): void {
  app.get(`${PREVIEW_PICTURES}:slug/:file`, async (c) => {
    const { slug, file } = c.req.param();
    const content = await previewedPicture(deps, { slug, file, token: c.req.query('token') });
    if (!content) throw new HttpProblem('not-found');
    return c.body(Buffer.from(content), 200, { 'content-type': typeOfPictureFile(file) ?? '' });
  });

  app.get('/organise/pictures/:file', async (c) => {
    // A page shows it: no program needs it.
    organiserAt(c);
    const file = c.req.param('file');
    const type = typeOfPictureFile(file);
    const content = type && (await keptPicture(deps, file));
    if (!content) throw new HttpProblem('not-found');
    return c.body(Buffer.from(content), 200, { 'content-type': type });
  });
}
