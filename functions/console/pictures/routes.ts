import type { Context, Hono } from 'hono';
import { PREVIEW_PICTURES } from '../../core/campaigns/preview-token.ts';
import { pictureOfCase } from '../../core/cases/kept-picture.ts';
import { typeOfPictureFile } from '../../core/pictures/address.ts';
import { pictureOfCampaign, pictureUploaded } from '../../core/pictures/kept.ts';
import { previewedPicture } from '../../core/pictures/previewed.ts';
import { HttpProblem } from '../../http/problems.ts';
import type { ConsoleDeps } from '../deps.ts';
import { organiserAt } from '../view.ts';

/**
 * Pictures that no public page shows: for the pages of those organisers who may see what has them, and for people who have a link to a
 * preview. An address says what it belongs to, so that one read tells who may see it.
 */
export function addPictures(app: Hono, deps: ConsoleDeps): void {
  app.get(`${PREVIEW_PICTURES}:slug/:file`, async (c) => {
    const { slug, file } = c.req.param();
    return answer(c, file, await previewedPicture(deps, { slug, file, token: c.req.query('token') }));
  });

  app.get('/organise/campaigns/:slug/pictures/:file', async (c) => {
    const { slug, file } = c.req.param();
    return answer(c, file, await pictureOfCampaign(deps, organiserAt(c), { slug, file }));
  });

  app.get('/organise/cases/:id/pictures/:file', async (c) => {
    const { id, file } = c.req.param();
    return answer(c, file, await pictureOfCase(deps, organiserAt(c), { id, file }));
  });

  app.get('/organise/pictures/:file', async (c) => {
    const file = c.req.param('file');
    return answer(c, file, await pictureUploaded(deps, organiserAt(c), file));
  });
}

/** @throws {HttpProblem} `not-found` */
function answer(c: Context, file: string, content: Uint8Array | undefined): Response {
  if (!content) throw new HttpProblem('not-found');
  return c.body(Buffer.from(content), 200, { 'content-type': typeOfPictureFile(file) ?? '' });
}
