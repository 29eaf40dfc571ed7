import type { Context, Hono } from 'hono';
import * as z from 'zod/mini';
import { language, slug } from '../../core/campaigns/fields.ts';
import { mergePatch } from '../../core/campaigns/merge-patch.ts';
import { isSlug } from '../../core/campaigns/values.ts';
import { caseSeen, type SeenCase } from '../../core/cases/case.ts';
import { changeCase, removeCase } from '../../core/cases/change.ts';
import { createCase } from '../../core/cases/create.ts';
import { casesSeen, caseVersions } from '../../core/cases/list.ts';
import type { ConsoleDeps } from '../deps.ts';
import { organiserIn } from '../guard.ts';
import { caseFields } from './answers.ts';
import { answering } from './refusals.ts';
import {
  linkToNext,
  listOf,
  pageSizeAsked,
  parsed,
  placeAsked,
  revisionAsked,
  revisionOf,
  revisionTag,
  sentJson,
} from './sent.ts';
import type { Fields } from './yours.ts';

const CASES = '/api/organise/cases';

/** How many versions a page has. */
const VERSIONS = 50;

/** Where a new case begins. Its other fields are checked as those of a case. */
const beginning = z.looseObject({
  id: z.optional(z.string()),
  campaign: z.optional(slug),
  language: z.optional(language),
});

/** Cases, for programs of organisers. docs/reference/api.md */
export function caseRoutes(app: Hono, deps: ConsoleDeps): void {
  app.get(CASES, async (c) => {
    const { q } = c.req.query();
    const list = listOf(CASES, { q });
    const [limit, after] = [pageSizeAsked(c), placeAsked(c, list, isSlug)];
    const { cases, next } = await casesSeen(deps, organiserIn(c), { q, after, limit });
    return c.json(
      cases.map(({ mayWrite, ...one }) => ({ ...one, mayChange: mayWrite })),
      200,
      linkToNext(list, next, limit),
    );
  });

  app.post(CASES, (c) =>
    answering(
      c,
      deps,
      async () => {
        const { id, campaign, language, ...fields } = parsed(beginning, await sentJson(c));
        const made = await createCase(deps, organiserIn(c), { id, campaign, language, fields });
        return shown(c, made, 201, { location: `${CASES}/${made.record.id}` });
      },
      'case-faulty',
    ),
  );

  app.get(`${CASES}/:id`, async (c) => shown(c, await caseSeen(deps, organiserIn(c), c.req.param('id'))));

  app.patch(`${CASES}/:id`, (c) =>
    answering(
      c,
      deps,
      async (asks) => {
        const [id, seen] = [c.req.param('id') ?? '', revisionOf(c, { isNeeded: true })];
        const patch = await sentJson(c, 'application/merge-patch+json');
        asks((read) => mergePatch(read, patch) as Fields);
        return shown(c, await changeCase(deps, organiserIn(c), { id, patch, seen }));
      },
      'case-faulty',
    ),
  );

  app.delete(`${CASES}/:id`, (c) =>
    answering(c, deps, async () => {
      const [id, seen] = [c.req.param('id') ?? '', revisionOf(c, { isNeeded: true })];
      await removeCase(deps, organiserIn(c), { id, seen });
      return c.body(null, 204);
    }),
  );

  app.get(`${CASES}/:id/versions`, async (c) => {
    const id = c.req.param('id');
    const list = listOf(`${CASES}/${id}/versions`);
    const before = revisionAsked(c, list);
    const { versions, next } = await caseVersions(deps, organiserIn(c), { id, before, limit: VERSIONS });
    return c.json(
      versions.map(({ fields, revision, at, by }) => ({ revision, changedAt: at, changedBy: by, ...fields })),
      200,
      linkToNext(list, next?.toString()),
    );
  });
}

const shown = (c: Context, seen: SeenCase, status: 200 | 201 = 200, headers: Record<string, string> = {}): Response =>
  c.json(caseFields(seen), status, { etag: revisionTag(seen.record.revision), ...headers });
