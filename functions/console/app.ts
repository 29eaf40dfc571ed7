import type { Hono, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { PREVIEW_PICTURES } from '../core/campaigns/preview-token.ts';
import { MOST_UPLOADED as MOST_PICTURE } from '../core/pictures/made.ts';
import { createApp } from '../http/app.ts';
import { HttpProblem } from '../http/problems.ts';
import { auditRoutes } from './api/audit.ts';
import { campaignRoutes } from './api/campaigns.ts';
import { caseRoutes } from './api/cases.ts';
import { historyRoutes } from './api/history.ts';
import { peopleRoutes } from './api/people.ts';
import { pictureRoutes } from './api/pictures.ts';
import { tokenRoutes } from './api/tokens.ts';
import { updateRoutes } from './api/updates.ts';
import { webhookRoutes } from './api/webhooks.ts';
import { addAudit } from './audit/routes.ts';
import { addEditing } from './campaigns/edit/routes.ts';
import { addFiles } from './campaigns/files/routes.ts';
import { addHistory } from './campaigns/history/routes.ts';
import { addCampaignList } from './campaigns/list-routes.ts';
import { addNewCampaign } from './campaigns/new/routes.ts';
import { addPreviews } from './campaigns/preview/routes.ts';
import { addCampaigns } from './campaigns/routes.ts';
import { addTurns } from './campaigns/turn-routes.ts';
import { addCases } from './cases/routes.ts';
import type { ConsoleDeps } from './deps.ts';
import { guard } from './guard.ts';
import { leadToPages } from './last-slashes.ts';
import { mostBytesAt, takesPicture } from './limits.ts';
import { answerPageProblems } from './page-problems.ts';
import { addPeople } from './people/routes.ts';
import { addPictures } from './pictures/routes.ts';
import { rows } from './routes.ts';
import { addSignIn } from './sign-in/routes.ts';
import { addTokens } from './tokens/routes.ts';
import { addUpdates } from './updates/routes.ts';
import { addWebhooks } from './webhooks/routes.ts';

/** @throws {HttpProblem} `body-too-large` */
const limitBody: MiddlewareHandler = (c, next) => {
  const { path } = c.req;
  const maxSize = mostBytesAt(path);
  const figures = takesPicture(path) ? { megabytes: MOST_PICTURE / 1_000_000 } : {};
  const onError = () => {
    throw new HttpProblem('body-too-large', { kilobytes: Math.floor(maxSize / 1024), ...figures });
  };
  return bodyLimit({ maxSize, onError })(c, next);
};

/** What organisers use. It can reach no signature, and no key but the one that opens organisers' addresses. */
export function createConsoleApp(deps: ConsoleDeps): Hono {
  const app = createApp(deps, [], 'own', [answerPageProblems(deps)]);
  // An answer is for one person, at this moment.
  app.use(async (c, next) => {
    await next();
    c.res.headers.set('cache-control', 'no-store');
  });
  const { networks } = deps;
  // A preview is for people elsewhere, too, and so are its pictures.
  if (networks) app.use((c, next) => (c.req.path.startsWith(PREVIEW_PICTURES) ? next() : networks(c, next)));
  app.use(leadToPages(rows));
  // Here, and not before: a person who sends too much gets a page that leads back to the form.
  app.use(limitBody);
  app.use(guard(deps, rows));
  addSignIn(app, deps);
  // Before all campaigns: their addresses have any name in its place.
  addNewCampaign(app, deps);
  addHistory(app, deps);
  addFiles(app, deps);
  addPreviews(app, deps);
  addCampaignList(app, deps);
  addCampaigns(app, deps);
  addTurns(app, deps);
  addEditing(app, deps);
  addCases(app, deps);
  addUpdates(app, deps);
  addPictures(app, deps);
  addPeople(app, deps);
  addTokens(app, deps);
  addAudit(app, deps);
  addWebhooks(app, deps);
  campaignRoutes(app, deps);
  historyRoutes(app, deps);
  caseRoutes(app, deps);
  updateRoutes(app, deps);
  pictureRoutes(app, deps);
  peopleRoutes(app, deps);
  tokenRoutes(app, deps);
  auditRoutes(app, deps);
  webhookRoutes(app, deps);
  return app;
}
