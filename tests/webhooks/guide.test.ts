import { it } from 'vitest';
import { exampleIn, tryExample } from './guide.ts';

it('runs the receiver of the guide in JavaScript: it takes what is signed, once, and nothing else', async () => {
  await tryExample(process.execPath, ['--input-type=module', '--eval', exampleIn('js')]);
});
