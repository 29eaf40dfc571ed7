import { it } from 'vitest';
import { exampleIn, tryExample } from '../webhooks/guide.ts';

it('runs the receiver of the guide in Python: it takes what is signed, once, and nothing else', async () => {
  await tryExample('python3', ['-c', exampleIn('python')]);
});
