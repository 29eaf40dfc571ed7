import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { pythonWith } from '../../../infra/emulated/venv.ts';

/** A second implementation of age, in Rust, that has no line of code in common with ours. */
const packages = {
  name: 'pyrage',
  requirements: 'tests/commands/pyrage/requirements.txt',
  venv: '.emulated/venv-pyrage',
};

/** Reads one request from standard input, and answers with the opened text, in base64. */
const SCRIPT = `
import base64, json, sys, pyrage
asked = json.load(sys.stdin)
sealed = base64.b64decode(asked["sealed"])
if "passphrase" in asked:
    opened = pyrage.passphrase.decrypt(sealed, asked["passphrase"])
else:
    opened = pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(asked["identity"])])
print(base64.b64encode(opened).decode())`;

/** @returns the Python that has it. @throws {Refusal} where Python or the package index is missing. */
export const pythonWithPyrage = (): Promise<string> => pythonWith(packages, () => undefined);

/** Opens a file in the age format. @throws {Error} with the last line of pyrage's error, if it does not open. */
export async function openWithPyrage(
  python: string,
  sealed: Uint8Array,
  key: { identity: string } | { passphrase: string },
): Promise<string> {
  const child = spawn(python, ['-c', SCRIPT]);
  child.stdin.end(JSON.stringify({ sealed: Buffer.from(sealed).toString('base64'), ...key }));
  const [out, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (out === '') throw new Error(complaint.trim().split('\n').at(-1));
  return Buffer.from(out, 'base64').toString('utf8');
}
