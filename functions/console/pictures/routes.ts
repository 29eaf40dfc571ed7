import type { Hono } from 'hono';
import { typeOfPictureFile } from '../../core/pictures/address.ts';
import { keptPicture } from '../../core/pictures/upload.ts';
import { HttpProblem } from '../../http/problems.ts';
import type { ConsoleDeps } from '../deps.ts';
import { organiserAt } from '../view.ts';

/** Pictures that no public page shows, for the pages of organisers. */
export function addPictures(app: Hono, deps: ConsoleDeps): void {
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
