import { spawnSync } from 'node:child_process';
import { PassThrough, Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { Interrupted } from '../../commands/terminal/errors.ts';
import { answerTo } from '../../commands/terminal/terminal.ts';

/** Somebody at a terminal who types this. */
async function typing(keys: string): Promise<string> {
  const input = new PassThrough();
  const answer = answerTo('Do this? ', input, new Writable({ write: (_chunk, _encoding, done) => done() }));
  input.write(keys);
  return answer;
}

it('reads a typed line to its end', async () => {
  expect(await typing('yes\r')).toBe('yes');
});

it.each([
  ['Ctrl-C', '\u0003'],
  ['Ctrl-C after some letters', 'ye\u0003'],
  ['Ctrl-D', '\u0004'],
])('treats %s neither as an answer nor as a fault', async (_keys, typed) => {
  await expect(typing(typed)).rejects.toThrow(Interrupted);
});

it('goes on without a message when nobody reads its output any more', () => {
  // The error of a pipe whose reader has ended between two lines, like `head`.
  const script = `
    import { processTerminal } from './commands/terminal/terminal.ts';
    const { print } = processTerminal();
    process.stdout.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    print('done');`;
  const args = ['--import', 'tsx', '--input-type=module', '-e', script];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect([status, stdout, stderr]).toEqual([0, 'done\n', '']);
});
