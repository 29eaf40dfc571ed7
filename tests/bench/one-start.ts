import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Milliseconds from the beginning of the import. */
export interface Start {
  /** Until the handler can be called. */
  readonly ready: number;
  /** Until the first call is answered. */
  readonly answered: number;
  /** CPU time of the process until then. Other programs change it less. */
  readonly readyCpu: number;
  readonly answeredCpu: number;
}

/** Imports a function's entry in a fresh process, and calls it once. @throws if it answers with a problem. */
export async function start(entry: string, event: object, env: NodeJS.ProcessEnv): Promise<Start> {
  const script = `
    const before = process.cpuUsage();
    const cpu = () => { const { user, system } = process.cpuUsage(before); return (user + system) / 1_000; };
    const began = performance.now();
    const { handler } = await import(${JSON.stringify(pathToFileURL(entry).href)});
    const [ready, readyCpu] = [performance.now() - began, cpu()];
    const { statusCode = 200 } = (await handler(${JSON.stringify(event)}, { getRemainingTimeInMillis: () => 300_000 })) ?? {};
    const [answered, answeredCpu] = [performance.now() - began, cpu()];
    process.stdout.write('\\n' + JSON.stringify({ ready, answered, readyCpu, answeredCpu, statusCode }), () => process.exit(0));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { env });
  const { statusCode, ...measured } = JSON.parse(stdout.slice(stdout.lastIndexOf('\n')));
  if (statusCode >= 300) throw new Error(`${entry} answered ${statusCode}`);
  return measured;
}
