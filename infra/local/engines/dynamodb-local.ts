import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Refusal } from '../program.ts';
import { askVersion, type Engine, type Place } from './engine.ts';

/** The oldest Java that runs it. */
export const JAVA = 17;

const INSTALL = `install Java ${JAVA} or newer (such as Eclipse Temurin), so that \`java -version\` works.`;

const FILE = 'shared-local-instance.db';

/** DynamoDB Local (AWS's own). Its jar ships inside an npm package, and Java runs it. */
export const dynamoDbLocal: Engine = {
  name: 'dynamodb-local',
  title: 'DynamoDB Local',
  file: FILE,
  async find(place) {
    const home = homeOf(place);
    if (!home) return 'The package amplify-dynamodb-simulator is missing: type `npm ci`.';
    const java = await javaVersion(place);
    if (!java) return `Java is missing: ${INSTALL}`;
    // Before Java 9, the version of Java 8 was 1.8.
    if (Number.parseInt(java, 10) < JAVA) return `DynamoDB Local does not run on Java ${java}: ${INSTALL}`;
    return {
      command: 'java',
      version: `on Java ${java}`,
      // It listens on every interface: there is no setting against it.
      args: ({ port }, directory) => [
        `-Djava.library.path=${join(home, 'DynamoDBLocal_lib')}`,
        '-jar',
        join(home, 'DynamoDBLocal.jar'),
        '-port',
        String(port),
        '-sharedDb',
        '-disableTelemetry',
        ...(directory ? ['-dbPath', directory] : ['-inMemory']),
      ],
      prepare: (directory) => writeAhead(join(directory, FILE)),
    };
  },
};

function homeOf({ from }: Place): string | undefined {
  try {
    return join(dirname(createRequire(from).resolve('amplify-dynamodb-simulator/package.json')), 'emulator');
  } catch {
    return undefined;
  }
}

/** @throws {Refusal} if it does not say in time. */
async function javaVersion(place: Place): Promise<string | undefined> {
  try {
    const { stderr } = await askVersion('java', '-version', place);
    return /version "([^"]+)"/.exec(stderr)?.[1];
  } catch (error) {
    if ((error as { killed?: boolean }).killed)
      throw new Refusal(`Java does not run: \`java -version\` does not end. Try again, or ${INSTALL}`);
    return undefined;
  }
}

/**
 * Sets write-ahead logging for the file in which DynamoDB Local keeps everything. The file keeps this setting. Writes
 * are two to three times as fast as with its own setting, and answered writes still survive `kill -9`.
 * @see https://www.sqlite.org/wal.html
 */
function writeAhead(file: string): void {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL');
  database.close();
}
