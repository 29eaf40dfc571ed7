import { expect, it } from 'vitest';
import { createOutbox } from '../../../functions/core/outbox/queue.ts';
import { openMail } from '../../../functions/core/outbox/queued-mail.ts';
import { attemptOf, NOW, postJson, SIGN, startSign } from '../../support/sign.ts';

it('puts a mail into the queue, sealed, and knows how many wait', async () => {
  const service = await startSign();
  await postJson(service.app, SIGN, attemptOf('ada@example.org'));
  const mail = await service.mail();
  const { mail: ring } = await service.deps.keys();
  const outbox = createOutbox({ queueUrl: service.queueUrl, keys: async () => ring, clock: () => NOW });
  expect(await outbox.waiting()).toBe(0);
  await outbox.put(mail);
  await outbox.put({ ...mail, to: 'grace@example.org' });
  expect(await outbox.waiting()).toBe(2);
  const bodies = await service.messages();
  expect(bodies.map((body) => openMail(ring, body)?.to).sort()).toEqual(['ada@example.org', 'grace@example.org']);
  for (const body of bodies) expect(body).not.toContain('example.org');
  expect(await outbox.waiting()).toBe(0);
});

it('fails if the queue fails, so that no page promises an e-mail that never comes', async () => {
  const service = await startSign();
  const { mail: ring } = await service.deps.keys();
  const nowhere = createOutbox({ queueUrl: `${service.queueUrl}-gone`, keys: async () => ring, clock: () => NOW });
  await postJson(service.app, SIGN, attemptOf('ada@example.org'));
  const mail = await service.mail();
  await expect(nowhere.put(mail)).rejects.toThrow();
});
