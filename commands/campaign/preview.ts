import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { createAdaptorServer } from '@hono/node-server';
import type { Campaign, ParsedCampaignFile } from '../../functions/core/campaigns/campaign.ts';
import { KEEP_MONTHS } from '../../functions/core/campaigns/keeping.ts';
import { isoTime } from '../../functions/core/running/clock.ts';
import { jsonLog } from '../../functions/core/running/log.ts';
import { createSiteApp } from '../../functions/site/app.ts';
import { loadAssets } from '../../functions/ui/assets.ts';
import { buildAssets } from '../../infra/bundle/assets.ts';
import { ownHosts, refuseForeignHosts } from '../../infra/local/hosts.ts';
import { freePort, listen } from '../../infra/local/ports.ts';
import { CommandError } from '../terminal/errors.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { keepMonthsIn } from './change.ts';

const HOST = '127.0.0.1';

/** How often Ctrl-C is looked for, in milliseconds. */
const LOOK_EVERY = 200;

/**
 * Shows a campaign's file as a page on this computer, until Ctrl-C. It needs no table, and stores nothing. The file is read
 * again for each page, so that a browser's reload shows what was changed.
 * @param read gives the file's campaign. @throws {CommandError} with its faults, which the page then shows.
 */
export async function preview(read: () => Promise<ParsedCampaignFile>, terminal: Terminal): Promise<void> {
  const { slug } = await read();
  const folder = await mkdtemp(join(tmpdir(), 'amparo-preview-'));
  try {
    await buildAssets(folder);
    const port = await freePort();
    const publicUrl = `http://localhost:${port}`;
    const app = siteOf(read, { folder, publicUrl, terminal });
    const server = createAdaptorServer({ fetch: app }) as Server;
    refuseForeignHosts(server, ownHosts({ host: HOST, publicUrl }));
    const { stop } = await listen(server, 'PORT', port, HOST);
    terminal.print(`${publicUrl}/campaigns/${slug}`);
    terminal.print('Only this computer can open it. Signing does not work here. Ctrl-C ends it.');
    while (terminal.mayGoOn?.() ?? false) await (terminal.pause ?? wait)(LOOK_EVERY);
    await stop();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The site with one campaign, which everybody may see here. */
function siteOf(
  read: () => Promise<ParsedCampaignFile>,
  { folder, publicUrl, terminal }: { folder: string; publicUrl: string; terminal: Terminal },
) {
  const campaign = async (): Promise<Campaign> => {
    const { $schema, ...file } = await read();
    return { ...file, visibility: 'public', createdAt: isoTime(terminal.clock()) };
  };
  const app = createSiteApp({
    heads: async () => [await campaign()],
    campaign: async (slug) => [await campaign()].find((one) => one.slug === slug),
    published: async () => undefined,
    names: async () => [],
    // The installation's own group is on a server. The page says that none is set, unless the file has one.
    group: async () => undefined,
    keepMonths: keepMonthsIn(terminal) ?? KEEP_MONTHS,
    assets: loadAssets(pathToFileURL(`${folder}/`)),
    ...{ publicUrl, clock: terminal.clock, log: jsonLog },
  });
  return async (request: Request): Promise<Response> => {
    try {
      await read();
    } catch (error) {
      if (error instanceof CommandError) return new Response(`${error.message}\n`, { status: 422 });
      throw error;
    }
    return app.fetch(request);
  };
}
