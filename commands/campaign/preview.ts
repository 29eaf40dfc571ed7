import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { createAdaptorServer } from '@hono/node-server';
import type { Campaign } from '../../functions/core/campaigns/campaign.ts';
import { parseCampaignFile } from '../../functions/core/campaigns/file.ts';
import type { Group } from '../../functions/core/campaigns/group.ts';
import { getGroup, withGroup } from '../../functions/core/campaigns/group-store.ts';
import { KEEP_MONTHS } from '../../functions/core/campaigns/keeping.ts';
import { PICTURES } from '../../functions/core/pictures/address.ts';
import type { PictureMaker } from '../../functions/core/pictures/made.ts';
import { isoTime } from '../../functions/core/running/clock.ts';
import { jsonLog } from '../../functions/core/running/log.ts';
import { createSiteApp } from '../../functions/site/app.ts';
import { loadAssets } from '../../functions/ui/assets.ts';
import { buildAssets } from '../../infra/bundle/assets.ts';
import { ownHosts, refuseForeignHosts } from '../../infra/local/hosts.ts';
import { freePort, listen } from '../../infra/local/ports.ts';
import { answerPicture, folderOfPictures } from '../../infra/pictures/folder.ts';
import { makePicture } from '../../infra/pictures/make.ts';
import { readChecked } from '../file.ts';
import { prepareGroup } from '../group/prepare.ts';
import { onTarget } from '../target.ts';
import { CommandError } from '../terminal/errors.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { keepMonthsIn } from './deps.ts';
import { preparePictures } from './pictures.ts';

const HOST = '127.0.0.1';

/** How often Ctrl-C is looked for, in milliseconds. */
const LOOK_EVERY = 200;

/** What a page shows, as its files are at this moment. */
interface Draft {
  readonly campaign: Campaign;
  readonly group: Group | undefined;
}

/**
 * Shows a campaign's file as a page on this computer, until Ctrl-C, with the pictures beside it and the group. It stores
 * nothing. Files are read again for each page, so that a browser's reload shows what was changed.
 * @param path of the campaign's file.
 * @throws {CommandError} with the faults of the files. Later, the page shows them.
 */
export async function preview(path: string, terminal: Terminal): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'amparo-preview-'));
  try {
    const read = readerOf(path, folder, terminal);
    const { campaign, group } = await read();
    await buildAssets(folder);
    const port = await freePort();
    const publicUrl = `http://localhost:${port}`;
    const server = createAdaptorServer({ fetch: siteOf(read, { folder, publicUrl, terminal }) }) as Server;
    refuseForeignHosts(server, ownHosts({ host: HOST, publicUrl }));
    const { stop } = await listen(server, 'PORT', port, HOST);
    terminal.print(`${publicUrl}/campaigns/${campaign.slug}`);
    if (!campaign.group && !group) terminal.print('No group is set: write group.yaml beside the file to see it here.');
    terminal.print('Only this computer can open it. Signing does not work here. Ctrl-C ends it.');
    while (terminal.mayGoOn?.() ?? false) await (terminal.pause ?? wait)(LOOK_EVERY);
    await stop();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Reads the campaign and its group, and writes their pictures into a folder. The group is that of the campaign's file, or of
 * `group.yaml` beside it, or else of the Amparo that runs here.
 */
function readerOf(path: string, folder: string, terminal: Terminal): () => Promise<Draft> {
  const make = madeOnce();
  const pictures = folderOfPictures(folder);
  const groupFile = join(dirname(path), 'group.yaml');
  return async () => {
    const { file, files } = await preparePictures(await readChecked(path, parseCampaignFile), path, make);
    const ofGroup = existsSync(groupFile) ? await prepareGroup(groupFile, make) : undefined;
    for (const [name, content] of [...files, ...(ofGroup?.files ?? [])]) await pictures.put(name, content);
    const { $schema, ...campaign } = file;
    return {
      campaign: { ...campaign, visibility: 'public', createdAt: isoTime(terminal.clock()) },
      group: ofGroup?.file ?? (await groupHere(terminal)),
    };
  };
}

/** Makes each picture once: a reload would wait for seconds. */
function madeOnce(): PictureMaker {
  const known = new Map<string, ReturnType<PictureMaker>>();
  return (content, use) => {
    const key = `${use} ${createHash('sha256').update(content).digest('hex')}`;
    const made = known.get(key) ?? makePicture(content, use);
    known.set(key, made);
    return made;
  };
}

/** The group of the Amparo on this computer, if one runs. */
async function groupHere(terminal: Terminal): Promise<Group | undefined> {
  let group: Group | undefined;
  await onTarget({}, terminal, async ({ db }) => {
    group = await getGroup(db);
  }).catch((error) => {
    if (!(error instanceof CommandError)) throw error;
  });
  return group;
}

/** The site with one campaign, which everybody may see here. */
function siteOf(
  read: () => Promise<Draft>,
  { folder, publicUrl, terminal }: { folder: string; publicUrl: string; terminal: Terminal },
) {
  const draft = async (): Promise<Campaign> => {
    const { campaign, group } = await read();
    return withGroup(campaign, group);
  };
  const app = createSiteApp({
    campaign: async (slug) => [await draft()].find((one) => one.slug === slug),
    translation: async (_, language) => {
      const texts = (await draft()).translations?.[language];
      return texts && { language, texts };
    },
    translations: async () =>
      Object.entries((await draft()).translations ?? {}).map(([language, texts]) => ({ language, texts })),
    preview: async () => undefined,
    overview: async () => ({ entries: [], checkedAt: 0 }),
    published: async () => undefined,
    names: async () => [],
    group: async () => (await read()).group,
    keepMonths: keepMonthsIn(terminal) ?? KEEP_MONTHS,
    assets: loadAssets(pathToFileURL(`${folder}/`)),
    ...{ publicUrl, clock: terminal.clock, log: jsonLog },
  });
  return async (request: Request): Promise<Response> => {
    if (new URL(request.url).pathname.startsWith(`/${PICTURES}`)) {
      const made = await answerPicture(folder, request);
      // A file that `show` printed has pictures that are stored already.
      return made.status === 404 ? answerPicture(terminal.dataDir, request) : made;
    }
    try {
      await read();
    } catch (error) {
      if (error instanceof CommandError) return new Response(`${error.message}\n`, { status: 422 });
      throw error;
    }
    return app.fetch(request);
  };
}
