import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a command such as `npm run campaign` needs to know of the Amparo that runs here. */
interface Running {
  readonly pid: number;
  readonly publicUrl: string;
  readonly mailboxUrl: string;
  readonly dynamoDbEndpoint: string;
  readonly tablePrefix: string;
}

/** @returns what removes the note again. */
export function noteRunning(directory: string, running: Running): () => void {
  const file = join(directory, 'running.json');
  writeFileSync(file, `${JSON.stringify(running, null, 2)}\n`, { mode: 0o600 });
  return () => rmSync(file, { force: true });
}
