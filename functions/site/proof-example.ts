/**
 * How a program signs with a proof of work, as a whole. `/docs` shows it, and docs/api.md; a test runs it.
 * @param publicUrl where the service is found.
 */
export const proofExample = (publicUrl: string): string => `import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';

const campaign = '${publicUrl}/api/campaigns/my-campaign';
const headers = { 'content-type': 'application/json' };
const post = (path, body) => fetch(campaign + path, { method: 'POST', headers, body: JSON.stringify(body) });

const signer = { name: 'Ada Lovelace', email: 'ada@example.org', country: 'GB' };
const { challenge } = await (await post('/challenges', { email: signer.email })).json();
const solution = await solveChallenge({ challenge, deriveKey });
await new Promise((resolve) => setTimeout(resolve, 1_000)); // sooner counts as too fast
const proof = btoa(JSON.stringify({ challenge, solution }));
const answer = await post('/signatures', { ...signer, proof });
console.log(answer.status); // 202
`;
