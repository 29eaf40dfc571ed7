import { expect, it } from 'vitest';
import { startProvider } from '../../../../infra/local/provider/provider.ts';
import { buildTestAssets } from '../../../support/assets.ts';
import { launchChromium } from '../../../support/chromium.ts';

const publicUrl = 'http://localhost:3998';

it('fits on the smallest phone, however long an address is', async () => {
  const { assets, remove } = await buildTestAssets();
  const address = `${'coordinator'.repeat(5)}@${'human-rights-group.'.repeat(3)}example.org`;
  const people = async () => [
    { subject: 'volunteer', address: 'volunteer@example.org', does: 'Viewer.' },
    { subject: 'long', address, does: 'Viewer.' },
  ];
  const provider = await startProvider({ publicUrl, look: assets, clock: Date.now, people });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
    const asked = {
      ...{ client_id: provider.clientId, response_type: 'code', scope: 'openid email', state: 'state', nonce: 'nonce' },
      ...{ redirect_uri: `${publicUrl}/organise/signed-in` },
      ...{ code_challenge: 'a'.repeat(43), code_challenge_method: 'S256' },
    };
    await page.goto(`${provider.issuer}/auth?${new URLSearchParams(asked)}`);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    const card = await page.locator('.card').boundingBox();
    for (const name of ['volunteer@example.org', address]) {
      const box = await page.getByRole('button', { name }).boundingBox();
      // The border of the card is its own.
      expect(box!.x + box!.width, name).toBeLessThan(card!.x + card!.width);
    }
  } finally {
    await browser.close();
    await provider.stop();
    await remove();
  }
});
