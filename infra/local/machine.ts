import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { organiserKeys } from '../../functions/core/access/account.ts';
import type { PeopleDeps } from '../../functions/core/access/people.ts';
import { auditLog } from '../../functions/core/audit/log.ts';
import { createDynamoDb } from '../../functions/core/aws/db.ts';
import type { Campaign } from '../../functions/core/campaigns/campaign.ts';
import { getCampaignHead } from '../../functions/core/campaigns/head-store.ts';
import { endPreviewsOf } from '../../functions/core/campaigns/previews.ts';
import { showLiveIn } from '../../functions/core/published/live.ts';
import { DAY, HOUR, systemClock } from '../../functions/core/running/clock.ts';
import { describeError, jsonLog, type Log } from '../../functions/core/running/log.ts';
import { feedbackDeps } from '../../functions/feedback/deps.ts';
import { takeReport } from '../../functions/feedback/take.ts';
import { mailDeps } from '../../functions/mail/deps.ts';
import { sendBatch } from '../../functions/mail/send.ts';
import { parseSignKeys, pepperOf } from '../../functions/sign/keys.ts';
import { tallyBatch } from '../../functions/tally/tally.ts';
import { loadAssets } from '../../functions/ui/assets.ts';
import { speak } from '../../functions/ui/messages/speak.ts';
import { webhooksDeps } from '../../functions/webhooks/deps.ts';
import { takeBatch } from '../../functions/webhooks/take.ts';
import { buildAssets } from '../bundle/assets.ts';
import { functions as rows } from '../functions.ts';
import { readWithPseudo } from '../messages/choose.ts';
import { apartHere } from '../pictures/apart.ts';
import { answerPicture, folderOfPictures } from '../pictures/folder.ts';
import { folderOfRecords } from '../records/folder.ts';
import { lockFolder, noteRunning } from './data-dir.ts';
import { demoCampaigns } from './demo/campaigns.ts';
import { fillDemo } from './demo/fill.ts';
import { createTables, localDynamoDbClient, streamOf } from './dynamodb.ts';
import { chooseEngine } from './engines/choose.ts';
import { databaseAt, refuseOthersTables, startDatabase } from './engines/start.ts';
import { functionSettings, pointSdkHere } from './environment.ts';
import { deleteExpired } from './expiry.ts';
import { loadApps, startScheduled } from './functions.ts';
import { ownHosts } from './hosts.ts';
import { simulateReports } from './mail-simulator.ts';
import { startMailbox } from './mailbox.ts';
import { putOrganisersOnce } from './organisers.ts';
import type { Closers } from './program.ts';
import { Refusal } from './program.ts';
import { letPeopleIn, startProviderAgain } from './provider/at-home.ts';
import { localPeople } from './provider/people.ts';
import { startQueue } from './queue.ts';
import { startQueuePump } from './queue-pump.ts';
import { startRegularly } from './regularly.ts';
import { putSampleOnce } from './sample.ts';
import { readOrMakeGroupKey, readOrMakeSecrets, readSecrets } from './secrets.ts';
import { startServer } from './server.ts';
import { type LocalSettings, reachableName } from './settings.ts';
import { startStreamPump } from './stream-pump.ts';

const TABLE_PREFIX = 'amparo-local';
/**
 * How long waiting mails may still be sent when the machine stops, in milliseconds. The rest is sent after the next
 * start.
 */
const DRAIN = 5_000;

/** How long it takes to see that the database has ended, in milliseconds. */
const ENDS_WITHIN = 500;

/** How long the inbox keeps mails, in milliseconds. */
const MAILS_KEPT = DAY;

/** How long mails of a batch may wait for their turns, in milliseconds. It is less than the queue waits for them. */
const BATCH_TAKES = 5_000;

/** The service on this machine, and the addresses where a person finds it. */
export interface Machine {
  readonly siteUrl: string;
  readonly dashboardUrl: string;
  readonly inboxUrl: string;
  readonly consoleUrl: string;
  /** Where organisers sign in, on this computer alone. */
  readonly signInUrl: string;
  /** Puts the campaigns of the demonstration, and fills them with made-up signatures, once. */
  fillDemo(): Promise<void>;
  /** Rejects if the database ends by itself. */
  readonly failure: Promise<never>;
}

/**
 * Starts the whole service on one machine, as petition-stack.ts describes it for AWS. Each part starts after the parts
 * that it needs, and `closers` stop them in the opposite order.
 * @param say shows a person the progress.
 * @throws {Refusal} with one line that says what to do.
 */
export async function startMachine(
  settings: LocalSettings,
  closers: Closers,
  say: (line: string) => void,
): Promise<Machine> {
  const { dataDir, host } = settings;
  const folder = (name: string) => join(dataDir, name);
  speak(settings.languages, readWithPseudo);

  closers.add(lockFolder(dataDir));
  const server = await startServer(settings);
  // A start that this refuses leaves no secrets and no mailbox in the folder.
  const chosen = await databaseFor(settings);
  const mailbox = await startMailbox({
    host,
    port: settings.mailboxPort,
    isOwnHost: ownHosts(settings),
    rate: settings.mailRate,
    file: folder('mailbox.jsonl'),
  });
  closers.add(mailbox.stop);
  closers.add(startRegularly(HOUR, async () => mailbox.forget(systemClock() - MAILS_KEPT), jsonLog));
  readOrMakeSecrets(dataDir);
  const secrets = async () => readSecrets(dataDir);
  const recipient = await readOrMakeGroupKey(dataDir);

  say(`Starting the tables (${chosen.title}), the queue and the mailbox …`);
  const [database, queue] = await Promise.all([
    chosen.start().then((started) => {
      closers.add(started.stop);
      return started;
    }),
    startQueue(folder('queue')),
    buildAssets(folder('assets')),
  ]);
  closers.add(queue.stop);
  const failure = database.ended.then(() => {
    throw new Refusal(
      `The database (${database.title}) has ended by itself: start Amparo again. The signatures are kept in ${dataDir}.`,
    );
  });
  const log = logUntil(database.ended);
  const startParts = async (): Promise<Machine> => {
    pointSdkHere({ dynamoDb: database.endpoint, sqs: queue.endpoint, ses: settings.sesUrl ?? mailbox.endpoint });
    const client = createDynamoDb();
    const tables = await createTables(client, TABLE_PREFIX);
    const campaigns = { client, table: tables.Campaigns };
    const counts = { client, table: tables.Counts };
    const audit = auditLog(folderOfRecords(dataDir));
    const campaign = await putSampleOnce({ campaigns, pictures: folderOfPictures(dataDir), audit });
    const organisers = { client, table: tables.Organisers };
    const keys = async () => organiserKeys(readSecrets(dataDir).organisers ?? '');
    const access: PeopleDeps = {
      ...{ organisers, keys, audit, clock: systemClock },
      hasCampaign: async (slug) => (await getCampaignHead(campaigns, slug)) !== undefined,
      endPreviews: (actor, input) => endPreviewsOf({ campaigns, audit, clock: systemClock }, actor, input),
    };
    await putOrganisersOnce(access, campaign.slug);

    const streamArn = await streamOf(client, tables.Signatures);
    const showLive = showLiveIn({ campaigns, counts, clock: systemClock });
    const stream = startStreamPump({
      streamArn,
      tally: (lane, changes) => tallyBatch({ counts, showLive, clock: systemClock, log }, lane, changes),
      log,
    });
    closers.add(stream.stop);
    const assets = loadAssets(pathToFileURL(folder('assets/')));
    const signIn = await startProviderAgain(dataDir, {
      publicUrl: settings.publicUrl,
      look: assets,
      clock: systemClock,
      people: () => localPeople(access),
    });
    closers.add(signIn.stop);
    await letPeopleIn(access, { dataDir, issuer: signIn.issuer });
    const functions = functionSettings(settings, {
      tables,
      streamArn,
      queueUrl: queue.url,
      webhooksUrl: queue.webhooks.url,
      recipient,
      signIn,
    });
    for (const stop of await startScheduled(functions, log)) closers.add(stop);
    closers.add(startRegularly(HOUR, (mayGoOn) => deleteExpired(client, tables, systemClock(), mayGoOn), log));
    const mail = mailDeps(functions.mail, secrets, BATCH_TAKES);
    const feedback = feedbackDeps(functions.feedback);
    simulateReports(mail.ses, (report) => {
      takeReport(feedback, report).catch((error) => log.error('task-failed', describeError(error)));
    });
    const mails = startQueuePump({
      queueUrl: queue.url,
      batchSize: rows.mail.batch.size,
      send: (messages) => sendBatch(mail, messages),
      sent: (messageIds) => {
        mailbox.keep();
        queue.forget(messageIds);
      },
      log,
    });
    closers.add(() => mails.drain(DRAIN));
    const rules = { thisMachine: settings.webhooksToThisComputer };
    const webhooks = webhooksDeps(
      functions.webhooks,
      async () => ({ webhooks: readSecrets(dataDir).webhooks ?? '' }),
      rules,
    );
    const deliveries = startQueuePump({
      queueUrl: queue.webhooks.url,
      batchSize: rows.webhooks.batch.size,
      send: (messages) => takeBatch(webhooks, messages),
      sent: queue.webhooks.forget,
      log,
    });
    closers.add(() => deliveries.drain(DRAIN));

    const uploads = { pictures: folderOfPictures(dataDir), makePicture: apartHere(folder('decoder')) };
    const apps = await loadApps(functions, { secrets, assets, audit, uploads });
    const inboxUrl = `http://${reachableName(host)}:${settings.mailboxPort}`;
    closers.add(
      noteRunning(dataDir, {
        pid: process.pid,
        publicUrl: settings.publicUrl,
        mailboxUrl: inboxUrl,
        languages: settings.languages,
        dynamoDbEndpoint: database.endpoint,
        tablePrefix: TABLE_PREFIX,
        webhooks: {
          sqsEndpoint: queue.endpoint,
          queueUrl: queue.webhooks.url,
          deadLettersUrl: queue.webhooks.deadLettersUrl,
          toThisComputer: settings.webhooksToThisComputer,
        },
      }),
    );
    closers.add(server.stop);
    server.open(apps, (request) => answerPicture(dataDir, request));
    return {
      siteUrl: `${settings.publicUrl}/campaigns/${campaign.slug}`,
      dashboardUrl: `${settings.publicUrl}/campaigns/${campaign.slug}/dashboard`,
      consoleUrl: `${settings.publicUrl}/organise`,
      signInUrl: signIn.issuer,
      inboxUrl,
      async fillDemo() {
        // A client that waits longer for answers than the functions' does.
        const patient = localDynamoDbClient(database.endpoint);
        const signatures = { client: patient, table: tables.Signatures };
        const counts = { client: patient, table: tables.Counts };
        const campaigns = { client: patient, table: tables.Campaigns };
        const now = systemClock();
        const ring = parseSignKeys(readSecrets(dataDir), now);
        const pepper = (of: Campaign) => pepperOf(ring, of, now);
        const pictures = folderOfPictures(dataDir);
        const deps = { campaign, recipient, campaigns, signatures, counts, pictures, audit, pepper, say };
        return fillDemo(deps, demoCampaigns(now));
      },
      failure,
    };
  };
  const parts = startParts().catch(async (error) => {
    // If this is why, its end is seen a moment later.
    await Promise.race([failure, sleep(ENDS_WITHIN)]);
    throw error;
  });
  return Promise.race([failure, parts]);
}

/** Logs failures, but no longer those that the end of the database causes. */
function logUntil(ended: Promise<unknown>): Log {
  let hasEnded = false;
  void ended.then(() => {
    hasEnded = true;
  });
  return { ...jsonLog, error: (...line) => hasEnded || jsonLog.error(...line) };
}

/** The database that somebody else runs, or an engine of this computer. */
async function databaseFor({ dynamoDbUrl: url, engine, dataDir }: LocalSettings) {
  if (url !== undefined) return { title: url, start: () => databaseAt(url) };
  const chosen = await chooseEngine(engine);
  const directory = join(dataDir, 'dynamodb');
  refuseOthersTables(chosen.engine, directory);
  return { title: chosen.engine.title, start: () => startDatabase(chosen, directory) };
}
