import type { SESv2Client, SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { MAILBOX_TAG } from '../../functions/core/limits/suppressed.ts';
import type { ReportKind } from '../../functions/core/outbox/health.ts';
import type { Report } from '../../functions/feedback/take.ts';

/**
 * The addresses of SES's mailbox simulator, which bounce and complain on AWS, too. Here `bounce-1@…` does the same, so that
 * there is more than one such mailbox: a label after `+` makes none, since it is a tag.
 * @see https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html
 */
const SIMULATED = /^(bounce|complaint)(?:[+-][^@]*)?@simulator\.amazonses\.com$/i;

/**
 * Has e-mails to these addresses reported, as SES does on AWS through its event bus. The inbox shows them all the same.
 * @param takeReport the feedback function.
 */
export function simulateReports(ses: SESv2Client, takeReport: (report: Report) => void): void {
  ses.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const answer = await next(args);
        if (commandName === 'SendEmailCommand') for (const report of reportsOn(args.input)) takeReport(report);
        return answer;
      },
    { step: 'initialize', name: 'simulateReports' },
  );
}

function reportsOn(input: object): Report[] {
  const { Destination, EmailTags = [] } = input as SendEmailCommandInput;
  const mailbox = EmailTags.flatMap(({ Name, Value }) => (Name === MAILBOX_TAG && Value ? [Value] : []));
  return (Destination?.ToAddresses ?? []).flatMap((to) => {
    const kind = SIMULATED.exec(to)?.[1]?.toLowerCase() as ReportKind | undefined;
    return kind ? [{ kind, mailbox }] : [];
  });
}
