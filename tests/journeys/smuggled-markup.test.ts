import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { campaignPath, fillForm, newAddress } from './signer.ts';
import { desktop, serviceUrl, visitor } from './visitor.ts';

it('runs no smuggled markup in a page, loads nothing for it, and sends nothing elsewhere', async () => {
  const elsewhere = await startElsewhere();
  const { page } = await visitor(
    { ...desktop, permissions: ['local-network-access'] },
    [/Content Security Policy|Content-Security-Policy/, /ERR_BLOCKED_BY_CSP/],
    elsewhere.url,
  );
  await page.route(serviceUrl + campaignPath, async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text())
      .replace(
        '<head>',
        `<head><base href="${elsewhere.url}"><link rel="stylesheet" href="${elsewhere.url}/style.css">`,
      )
      .replace('</main>', `${smuggled(elsewhere.url)}</main>`)
      .replace(/<form([^>]*) action="[^"]*"/, `<form$1 action="${elsewhere.url}/take"`);
    await route.fulfill({ response: answer, body });
  });

  await page.goto(campaignPath);
  const words = page.getByText('Smuggled words');
  const colour = await words.evaluate((p) => p.ownerDocument.defaultView.getComputedStyle(p).color);
  expect(colour).not.toBe('rgb(1, 2, 3)');
  expect(await page.title()).not.toContain('smuggled');

  await fillForm(page, { name: 'Nobody', email: newAddress(), country: 'Norway' });
  const refusal = page.waitForEvent('console', (message) => message.text().includes('form-action'));
  await page.keyboard.press('Enter');
  await refusal;
  expect(page.url()).toBe(serviceUrl + campaignPath);
  expect(elsewhere.asked).toEqual([]);
});

const smuggled = (elsewhere: string) => `
<p style="color: rgb(1, 2, 3)">Smuggled words</p>
<style>p { color: rgb(1, 2, 3) !important }</style>
<script>document.title = 'smuggled';</script>
<script src="${elsewhere}/script.js"></script>
<script type="module">document.title = 'smuggled';</script>
<script type="module">import '${elsewhere}/module.js';</script>
<script src="data:text/javascript,document.title = 'smuggled'"></script>
<img src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' onload='document.title=1'/%3E" alt="">
<svg onload="document.title = 'smuggled'"></svg>
<link rel="modulepreload" href="${elsewhere}/preload.js">
<img src="${elsewhere}/picture.png" onerror="document.title = 'smuggled'" alt="">
<iframe src="${elsewhere}/frame" title="smuggled"></iframe>
<object data="${elsewhere}/object"></object>`;

/** A foreign server, with the requests that it got. */
async function startElsewhere() {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}
