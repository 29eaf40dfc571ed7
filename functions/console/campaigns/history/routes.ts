import type { Context, Hono } from 'hono';
import { namesFor } from '../../../core/access/names.ts';
import { FaultyFile } from '../../../core/campaigns/faults.ts';
import { OtherRevision } from '../../../core/campaigns/organise-deps.ts';
import { saidBefore } from '../../../core/campaigns/undo-cases.ts';
import {
  planUndo,
  presentSeen,
  type UndoKind,
  undoCampaign,
  undoKinds,
  type VersionSeen,
  versionChanges,
  versionSeen,
  versionsSeen,
} from '../../../core/campaigns/versions.ts';
import { Problem } from '../../../core/problem.ts';
import type { ConsoleDeps } from '../../deps.ts';
import { partOf } from '../../ui/parts.tsx';
import { first, typedIn } from '../../ui/typed.ts';
import { clockWords } from '../../ui/words.ts';
import { organiserAt, viewFor } from '../../view.ts';
import { campaignAt } from '../address.ts';
import { textOf } from './changes.tsx';
import { comparePage, versionsPage } from './pages.tsx';
import { undoFaultyPage, undoPage } from './undo-page.tsx';
import { inFormOrder, inWords } from './value-words.ts';
import { writersSince } from './writers.ts';

/** Letters of what was typed for a number, as its field has them again. */
const MOST_TYPED = 20;

/** Versions on one page. */
const ON_A_PAGE = 25;

/** The history of a campaign: its list, two versions side by side, and the way back. */
export function addHistory(app: Hono, deps: ConsoleDeps): void {
  app.get('/organise/campaigns/:slug/versions', async (c) => {
    const actor = organiserAt(c);
    const before = wholeNumber(c.req.query('before'));
    const asked = { slug: c.req.param('slug'), before, limit: ON_A_PAGE };
    const [view, seen] = await Promise.all([viewFor(c, deps), versionsSeen(deps, actor, asked)]);
    const names = await namesFor(deps, actor, by(seen.versions));
    return c.html(versionsPage(view, { ...seen, before, names }));
  });

  app.get('/organise/campaigns/:slug/versions/:revision', async (c) => {
    const actor = organiserAt(c);
    const slug = c.req.param('slug');
    const { current, ...one } = await versionSeen(deps, actor, { slug, revision: revisionIn(c) });
    const typed = c.req.query('with')?.trim() ?? '';
    const asked = typed === '' ? current.revision : wholeNumber(typed);
    const found = asked === undefined || asked === current.revision ? undefined : await otherVersion(asked);
    const unknown = found || asked === current.revision ? undefined : typed.slice(0, MOST_TYPED);
    const other: VersionSeen = found ?? presentSeen(current, await presentVersion());
    // The older one stands first, whichever was asked for first.
    const [before, after] = one.version.revision <= other.version.revision ? [one, other] : [other, one];
    const [view, names] = await Promise.all([
      viewFor(c, deps),
      namesFor(deps, actor, by([before.version, after.version])),
    ]);
    const wording = inWords((iso) => clockWords(iso, current.campaign));
    const changes = partOf(inFormOrder(versionChanges(before, after, wording)), textOf, c.req.query('part'));
    const shown = { current, before: before.version, after: after.version, changes, names, unknown };
    return c.html(comparePage(view, shown), unknown === undefined ? 200 : 422);

    async function otherVersion(revision: number): Promise<VersionSeen | undefined> {
      try {
        return await versionSeen(deps, actor, { slug, revision });
      } catch (error) {
        if (error instanceof Problem && error.kind === 'version-unknown') return undefined;
        throw error;
      }
    }

    /** One that a transaction without room has written has no record. */
    async function presentVersion() {
      const { versions } = await versionsSeen(deps, actor, { slug, before: undefined, limit: 1 });
      return versions.find(({ revision }) => revision === current.revision);
    }
  });

  app.get('/organise/campaigns/:slug/versions/:revision/undo', async (c) =>
    asking(c, { what: undoKind(c.req.query('what')) }),
  );

  app.post('/organise/campaigns/:slug/versions/:revision/undo', async (c) => {
    const actor = organiserAt(c);
    const typed = typedIn(await c.req.text());
    const [slug, revision] = [c.req.param('slug'), revisionIn(c)];
    const what = undoKind(first(typed, 'what'));
    const happened = first(typed, 'happened') === 'yes';
    try {
      // A form of ours always names it. A request without it has seen nothing.
      const seen = wholeNumber(first(typed, 'seen')) ?? 0;
      const asked = { slug, revision, what, happened, seen };
      const { kept, erased, revision: written } = await undoCampaign(deps, actor, asked);
      if (written === seen) return c.redirect(`${campaignAt(slug)}?done=back-same`, 303);
      const part = kept.length + erased.length > 0 ? '-part' : '';
      return c.redirect(`${campaignAt(slug)}?done=back-${revision}${part}`, 303);
    } catch (error) {
      if (error instanceof OtherRevision) {
        const changedBy = await writersSince(deps, actor, slug, error.seen);
        return asking(c, { what, happened, changedBy });
      }
      if (error instanceof FaultyFile)
        return c.html(undoFaultyPage(await viewFor(c, deps), { slug, revision, what, faults: error.faults }), 422);
      throw error;
    }
  });

  async function asking(
    c: Context,
    { what, happened = false, changedBy }: { what: UndoKind; happened?: boolean; changedBy?: string },
  ): Promise<Response> {
    const actor = organiserAt(c);
    const [slug, revision] = [c.req.param('slug') ?? '', revisionIn(c)];
    try {
      const plan = await planUndo(deps, actor, { slug, revision, what, seen: undefined });
      const seen = plan.before?.revision ?? 0;
      const campaign = plan.before?.campaign ?? plan.after;
      const takenBack = await saidBefore(deps, actor, plan);
      const part = c.req.query('part');
      const shown = { campaign, revision, what, plan, takenBack, happened, part, seen, changedBy, now: deps.clock() };
      return c.html(undoPage(await viewFor(c, deps), shown), changedBy === undefined ? 200 : 409);
    } catch (error) {
      if (!(error instanceof FaultyFile)) throw error;
      return c.html(undoFaultyPage(await viewFor(c, deps), { slug, revision, what, faults: error.faults }), 422);
    }
  }
}

const by = (versions: readonly { by?: string | undefined }[]): string[] => versions.flatMap((one) => one.by ?? []);

const undoKind = (text: string | undefined): UndoKind => undoKinds.find((one) => one === text) ?? 'texts';

export const wholeNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;

/** @throws {Problem} `version-unknown` for what is no number. */
function revisionIn(c: Context): number {
  const revision = wholeNumber(c.req.param('revision'));
  if (revision === undefined) throw new Problem('version-unknown');
  return revision;
}
