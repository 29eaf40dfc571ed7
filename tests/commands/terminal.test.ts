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

it('prints nothing that commands a terminal, whoever has written it, and leaves all other texts as they are', () => {
  const odd = '\u001b[2K\u001b]52;c;aGk=\u0007\r\u0000\u0008\u007f\u009b1A\u202d\u202e';
  const plain = 'a\nb\tc \u2066\u0639\u2069\u200f “é” 👩‍👩‍👧';
  const script = `
    import { processTerminal } from './commands/terminal/terminal.ts';
    const { print, complain } = processTerminal();
    for (const put of [print, complain]) put(${JSON.stringify(plain + odd)});`;
  const args = ['--import', 'tsx', '--input-type=module', '-e', script];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const line = `${plain}�[2K�]52;c;aGk=${'�'.repeat(5)}�1A��\n`;
  expect([stdout, stderr]).toEqual([line, line]);
});
