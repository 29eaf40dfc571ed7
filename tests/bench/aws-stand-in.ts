import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { RING } from './sample-signing.ts';

/** Answers Secrets Manager, SQS and SES at once, in a process of its own, so that only our side of a call is measured. */
export async function startAwsStandIn(): Promise<{ endpoint: string; stop: () => void }> {
  const script = `
    const { createHash } = require('node:crypto');
    const md5 = (text) => createHash('md5').update(text).digest('hex');
    require('node:http').createServer((request, response) => {
      let body = '';
      request.on('data', (part) => (body += part)).on('end', () => {
        const { MessageBody } = JSON.parse(body || '{}');
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({
          SecretString: ${JSON.stringify(RING)},
          MessageId: '1',
          MD5OfMessageBody: MessageBody && md5(MessageBody),
          Attributes: {},
          SendQuota: { MaxSendRate: 14, Max24HourSend: 50_000, SentLast24Hours: 0 },
        }));
      });
    }).listen(0, '127.0.0.1', function () { console.log(this.address().port); });`;
  const server = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = await once(server.stdout, 'data');
  const endpoint = `http://127.0.0.1:${String(port).trim()}`;
  // Read by the SDK itself, as in production.
  Object.assign(process.env, {
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_SQS: endpoint,
    AWS_ENDPOINT_URL_SESV2: endpoint,
  });
  return { endpoint, stop: () => void server.kill() };
}
