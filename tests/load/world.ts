import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../model/random.ts';
import { startTestDatabase } from '../support/database.ts';
import { freshPlace, killDatabase, killEverything } from '../support/machine.ts';
import { startFaultyTables } from './faulty-tables.ts';
import type { Findings } from './findings.ts';
import { type Life, startLife } from './life.ts';
import { type SlowMail, startSlowMail } from './slow-mail.ts';
import type { Tally } from './tallied.ts';

/** A machine on a bad day, with all that it works with. */
export interface World {
  readonly life: Life;
  readonly mail: SlowMail;
  readonly site: string;
  readonly dataDir: string;
  /** The faults of its calls of the tables. */
  readonly faults: Tally;
  /** The address of the tables, without the proxy that makes them fail. */
  tablesEndpoint(): string;
  /** Kills the tables (`kill -9`), and starts them again. */
  killTables(): Promise<void>;
  /** Lets nothing fail any more. */
  calm(): void;
  /** Messages that wait in the queue, as they lie on the disk. */
  waiting(): number;
  end(): Promise<void>;
}

/** @param mailThrottles as `startSlowMail`. */
export async function makeWorld(random: Random, findings: Findings, mailThrottles: number): Promise<World> {
  const place = await freshPlace();
  const { dataDir } = place;
  const folder = join(dataDir, 'dynamodb');
  const tables = await startFaultyTables(random);
  const mail = await startSlowMail(random, mailThrottles);
  let dynamoDb = await startTestDatabase(folder);
  tables.lead(dynamoDb.endpoint);
  const life = await startLife(place, { DYNAMODB_URL: tables.endpoint, SES_URL: mail.endpoint }, { tables, findings });
  mail.rage(true);
  return {
    life,
    mail,
    site: `http://127.0.0.1:${place.port}`,
    dataDir,
    faults: tables.done,
    tablesEndpoint: () => dynamoDb.endpoint,
    async killTables() {
      findings.done.count('tables killed');
      tables.lead(undefined);
      killDatabase(dataDir);
      await dynamoDb.ended;
      dynamoDb = await startTestDatabase(folder);
      tables.lead(dynamoDb.endpoint);
    },
    calm() {
      tables.rage(false);
      mail.rage(false);
    },
    waiting: () => readdirSync(join(dataDir, 'queue')).length,
    async end() {
      killEverything(life.now(), place);
      await Promise.all([tables.stop(), mail.stop()]);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
