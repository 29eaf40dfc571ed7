import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { serve } from '@hono/node-server';
import { expect, it, onTestFinished } from 'vitest';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { openConfirmation } from '../../functions/core/signatures/links.ts';
import { createSiteApp } from '../../functions/site/app.ts';
import { proofExample } from '../../functions/site/proof-example.ts';
import { buildTestAssets } from '../support/assets.ts';
import { campaign, NOW, startSign } from '../support/sign.ts';
import { siteDepsOf } from '../support/site-deps.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** The sign function on a port, where time passes as it does outside. */
async function listen() {
  const sign = await startSign();
  await putCampaign(sign.db.Campaigns, campaign({ slug: 'my-campaign' }));
  const begun = Date.now();
  const server = serve({
    fetch: (request: Request) => {
      sign.time.now = NOW + Date.now() - begun;
      return sign.app.fetch(request);
    },
    port: 0,
    hostname: '127.0.0.1',
  });
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  return { ...sign, origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}` };
}

/** The program that the page of the API shows. */
async function programOn(origin: string): Promise<string> {
  const { assets, remove } = await buildTestAssets();
  onTestFinished(remove);
  const site = createSiteApp(siteDepsOf({ publicUrl: origin, assets }));
  const page = await (await site.request('/docs')).text();
  const [, code = ''] = /<pre[^>]*>\s*<code>(.*?)<\/code>/s.exec(page) ?? [];
  return code
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

it('shows a program that signs with a good proof, as it stands there', async () => {
  const { origin, mail, deps, time } = await listen();
  const program = await programOn(origin);
  expect(program).toBe(proofExample(origin));
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], { cwd: root });
  expect(stdout).toBe('202\n');
  const { confirmToken, to } = await mail();
  expect(to).toBe('ada@example.org');
  // Neither without proof nor too fast.
  expect((await openConfirmation((await deps.keys()).token, confirmToken, time.now)).signals).toEqual([]);
});

it('shows the same program in the docs', async () => {
  expect(await readFile(`${root}/docs/reference/api.md`, 'utf8')).toContain(
    `\`\`\`js\n${proofExample('https://petition.example.org')}\`\`\`\n`,
  );
});
