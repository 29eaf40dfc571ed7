import type { Hono } from 'hono';
import * as z from 'zod/mini';
import { duplicateCampaign } from '../../core/campaigns/duplicate.ts';
import type { PreviewLink } from '../../core/campaigns/preview-store.ts';
import { previewPath } from '../../core/campaigns/preview-token.ts';
import { endPreview, makePreview, previewsSeen } from '../../core/campaigns/previews.ts';
import { queryVersion } from '../../core/campaigns/version-store.ts';
import { undoCampaign, undoKinds, undone, versionSeen, versionsSeen } from '../../core/campaigns/versions.ts';
import { Problem } from '../../core/problem.ts';
import { isoTime } from '../../core/running/clock.ts';
import { contentType } from '../../http/body.ts';
import { wrongType } from '../../http/problems.ts';
import type { ConsoleDeps } from '../deps.ts';
import { organiserIn } from '../guard.ts';
import { shown } from './campaigns.ts';
import { answering } from './refusals.ts';
import {
  linkToNext,
  listOf,
  nothingSent,
  parsed,
  revisionAsked,
  revisionOf,
  revisionTag,
  sentJson,
  slugIn,
  stepSent,
  wholeNumber,
  YAML,
} from './sent.ts';

/** How many versions a page has. */
const PAGE = 50;

/** Which version to bring back. */
export const undoSent = z.strictObject({
  revision: z.int().check(z.positive()),
  what: z
    ._default(z.enum(undoKinds), 'texts')
    .check(
      z.describe('texts: what an editor may change. all: also who sees it, its dates and its keys. News always stay.'),
    ),
  happened: z
    ._default(z.boolean(), false)
    .check(
      z.describe(
        'Also take back what has happened since: a victory, and releases, deaths, entries of histories of prisoners.',
      ),
    ),
});

/** What a copy is called. */
export const duplicateSent = z.strictObject({ slug: z.string(), title: z.string() });

const CAMPAIGN = '/api/organise/campaigns/:slug';

/** The history of campaigns, their copies, files and previews, for programs of organisers. */
export function historyRoutes(app: Hono, deps: ConsoleDeps): void {
  app.get(`${CAMPAIGN}/versions`, async (c) => {
    const slug = slugIn(c);
    const list = listOf(`/api/organise/campaigns/${slug}/versions`);
    const before = revisionAsked(c, list);
    const { versions, next } = await versionsSeen(deps, organiserIn(c), { slug, before, limit: PAGE });
    return c.json(versions, 200, linkToNext(list, next?.toString()));
  });

  app.get(`${CAMPAIGN}/versions/:revision`, async (c) => {
    const revision = wholeNumber(c.req.param('revision'));
    if (revision === undefined) throw new Problem('version-unknown');
    const { version, file } = await versionSeen(deps, organiserIn(c), { slug: slugIn(c), revision });
    return c.json({ ...version, campaign: file });
  });

  app.post(`${CAMPAIGN}/undo`, (c) =>
    answering(c, deps, async (asks) => {
      const [slug, seen] = [slugIn(c), revisionOf(c, { isNeeded: true })];
      const { revision, what, happened } = parsed(undoSent, await sentJson(c));
      asks(async (read) => {
        const wanted = await queryVersion(deps.campaigns, slug, revision);
        return wanted && undone(read, wanted.file, { what, happened });
      });
      const asked = { slug, revision, what, happened, seen };
      const { kept, said, victory, erased, ...back } = await undoCampaign(deps, organiserIn(c), asked);
      return shown(c, deps, back, 200, {}, { kept, said, ...(victory && { victory }), erased });
    }),
  );

  app.post(`${CAMPAIGN}/duplicate`, (c) =>
    answering(c, deps, async () => {
      const as = parsed(duplicateSent, await sentJson(c));
      const made = await duplicateCampaign(deps, organiserIn(c), { slug: slugIn(c), as });
      return shown(c, deps, made, 201, { location: `/api/organise/campaigns/${made.campaign.slug}` });
    }),
  );

  app.get(`${CAMPAIGN}/file`, async (c) => {
    const slug = slugIn(c);
    const { yaml, revision } = await (await sentFiles()).campaignFileSeen(deps, organiserIn(c), slug);
    return c.body(yaml, 200, { 'content-type': `${YAML}; charset=utf-8`, etag: revisionTag(revision) });
  });

  app.put(`${CAMPAIGN}/file`, (c) =>
    answering(c, deps, async (asks) => {
      const [slug, seen] = [slugIn(c), revisionOf(c, { isNeeded: true })];
      if (contentType(c) !== YAML) throw wrongType([YAML]);
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      const { fieldsIn, putSentFile } = await sentFiles();
      asks(() => fieldsIn(bytes));
      return shown(c, deps, await putSentFile(deps, organiserIn(c), { slug, bytes, seen }));
    }),
  );

  app.get(`${CAMPAIGN}/previews`, async (c) =>
    c.json((await previewsSeen(deps, organiserIn(c), slugIn(c))).map(linkFields)),
  );

  app.post(`${CAMPAIGN}/previews`, (c) =>
    answering(c, deps, async () => {
      const slug = slugIn(c);
      await stepSent(c, nothingSent);
      const { link, token } = await makePreview(deps, organiserIn(c), { slug });
      return c.json({ ...linkFields(link), url: deps.publicUrl + previewPath(slug, token) }, 201);
    }),
  );

  app.delete(`${CAMPAIGN}/previews/:id`, async (c) => {
    await endPreview(deps, organiserIn(c), { slug: slugIn(c), id: c.req.param('id') });
    return c.body(null, 204);
  });
}

/** YAML is loaded with the first file. */
const sentFiles = () => import('../../core/campaigns/sent-file.ts');

const linkFields = ({ until, madeBy, ...link }: PreviewLink) => ({ ...link, until: isoTime(until) });
