/**
 * A whole program that signs with a proof of work. `/docs` and docs/reference/api.md show it, and a test runs it.
 * @param publicUrl where the service is found.
 */
export const proofExample = (publicUrl: string): string => `import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';

const campaign = '${publicUrl}/api/campaigns/my-campaign';
const post = (path, body) =>
  fetch(campaign + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const email = 'ada@example.org';
const asked = await post('/challenges', { email });
const { challenge } = await asked.json();
const solution = await solveChallenge({ challenge, deriveKey });
// What is sent within a second is suspicious.
await new Promise((resolve) => setTimeout(resolve, 1_000));
const proof = btoa(JSON.stringify({ challenge, solution }));
const attempt = { name: 'Ada Lovelace', email, country: 'GB', proof };
const answer = await post('/signatures', attempt);
console.log(answer.status); // 202
`;
