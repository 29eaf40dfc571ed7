import { PassThrough, Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { Interrupted } from '../../../infra/commands/command-error.ts';
import { answerTo } from '../../../infra/commands/terminal.ts';

/** Somebody at a terminal who types this. */
async function typing(keys: string): Promise<string> {
  const input = new PassThrough();
  const answer = answerTo('Do this? ', input, new Writable({ write: (_chunk, _encoding, done) => done() }));
  input.write(keys);
  return answer;
}

it('takes what is typed up to the end of the line', async () => {
  expect(await typing('yes\r')).toBe('yes');
});

it.each([
  ['Ctrl-C', '\u0003'],
  ['Ctrl-C after some letters', 'ye\u0003'],
  ['Ctrl-D', '\u0004'],
])('takes %s for neither an answer nor a fault', async (_keys, typed) => {
  await expect(typing(typed)).rejects.toThrow(Interrupted);
});
