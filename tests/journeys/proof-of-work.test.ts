import { expect, it } from 'vitest';
import { mailboxOf } from './mailbox.ts';
import { askToSign, campaignPath, newAddress } from './signer.ts';
import { desktop, serviceUrl, visitor } from './visitor.ts';

it('proves that a browser has worked for the e-mail, with a script that loads only when the form is filled in', async () => {
  const { page, requests } = await visitor(desktop);
  const forms: URLSearchParams[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/signatures')) forms.push(new URLSearchParams(request.postData() ?? ''));
  });
  await page.goto(campaignPath);
  expect(requests.filter((address) => address.includes('/assets/solve'))).toEqual([]);

  const email = newAddress();
  await askToSign(page, { name: 'Mirvari', email, country: 'Sweden' });
  const proof = JSON.parse(Buffer.from(forms[0]!.get('proof') ?? '', 'base64').toString());
  expect(proof.challenge.parameters.algorithm).toBe('PBKDF2/SHA-256');
  expect(proof.solution.derivedKey.startsWith(proof.challenge.parameters.keyPrefix)).toBe(true);
  expect(JSON.stringify(proof)).not.toContain(email);
  expect(requests.filter((address) => address.includes('/assets/solve'))).toHaveLength(1);
  expect(requests).toContain(`${serviceUrl}/api${campaignPath}/challenges`);
  await mailboxOf(email).next();
});
