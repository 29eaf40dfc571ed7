import { expect, it } from 'vitest';
import { WITHOUT_PROOF_PER_HOUR } from '../../functions/core/limits/networks.ts';
import { SUPPRESSED_FOR } from '../../functions/core/limits/suppressed.ts';
import { SLOW_RATE, STATE_LASTS, THRESHOLDS } from '../../functions/core/outbox/health.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../functions/core/running/clock.ts';
import { SOONEST } from '../../functions/sign/mail-domains.ts';
import { DOMAIN_RATE } from '../../infra/parts/mail.ts';
import { textOf } from './markdown.ts';

const decision = textOf('docs/decisions/028-mail-health.md').replaceAll(/\s+/g, ' ');
const organisers = textOf('docs/guides/organisers.md').replaceAll(/\s+/g, ' ');
const percent = (share: number) => `${Number((share * 100).toPrecision(3))} %`;

it('states the limits of mail health as they are', () => {
  const { bounces, complaints, attack } = THRESHOLDS;
  const { strict } = WITHOUT_PROOF_PER_HOUR;
  expect([bounces.hours, attack.hours, complaints.hours]).toEqual([2, 2, 24]);
  for (const words of [
    `more than ${percent(bounces.share)} and at least ${bounces.least} bounces in this hour and the one before`,
    `more than ${percent(complaints.share)} and at least ${complaints.least} complaints in 24 hours`,
    `more than ${percent(attack.share)} and at least ${attack.least} bounces in this hour and the one before`,
    `may send ${strict.least} to ${strict.most} attempts without proof`,
    `A domain gets ${DOMAIN_RATE} e-mails a minute`,
    `at least ${SOONEST} ms`,
  ])
    expect(decision).toContain(words);
  for (const words of [
    `when more than ${percent(bounces.share)} of the e-mails bounce`,
    `when more than ${percent(complaints.share)} are marked as spam`,
    `more than ${percent(attack.share)} bounce`,
  ])
    expect(organisers).toContain(words);
  // “One e-mail a minute”, “two days” and “an hour”.
  expect([SLOW_RATE * (MINUTE / SECOND), SUPPRESSED_FOR / DAY, STATE_LASTS / HOUR]).toEqual([1, 2, 1]);
});
