import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { mailboxOf } from './mailbox.ts';
import { organiserOf } from './organiser.ts';
import { campaignPath, confirmed, openAndPress, seesTotal, totalOf, withdrawn } from './signer.ts';
import { phone, visitor } from './visitor.ts';

const id = randomUUID().slice(0, 8);
const people = [
  {
    who: 'a name from right to left with emoji, and a domain outside ASCII',
    name: 'عائشة بن علي 🕊️ 👩‍👩‍👧',
    email: `aisha-${id}@bücher.example`,
    deliveredTo: `aisha-${id}@xn--bcher-kva.example`,
  },
  {
    who: 'markup for a name and a plus in the address',
    name: '<b>O’Neil & "Sons"</b>',
    email: `o'neil+${id}@example.org`,
    deliveredTo: `o'neil+${id}@example.org`,
  },
  {
    who: 'a name and a reason of one long word, and a quoted address',
    name: 'ტ'.repeat(100),
    email: `"tamar..${id}"@example.org`,
    deliveredTo: `"tamar..${id}"@example.org`,
  },
] as const;

it.each(people)(
  'is signed by somebody with $who, who is counted, and shown after an organiser’s yes until they withdraw',
  async ({ name, email, deliveredTo }) => {
    const { page } = await visitor({ ...phone, javaScriptEnabled: false });
    const before = await totalOf(page);

    await page.goto(campaignPath);
    await page.getByLabel('Show my name').check();
    await page.getByLabel('Your name').fill(name);
    await page.getByLabel('Your e-mail address').fill(email);
    await page.getByLabel('Where you live').selectOption('TR');
    await page.getByRole('button', { name: /^Sign/ }).click();
    const mail = await mailboxOf(deliveredTo).next();
    // A person who types a stranger's address must not write to them through us.
    expect(mail.text + mail.html).not.toContain(name);

    await page.goto(mail.confirmLink);
    await page.getByLabel('Why you sign').fill('ტ'.repeat(500));
    await page.getByRole('button', { name: 'Confirm my signature' }).click();
    await confirmed(page);
    await seesTotal(page, campaignPath, before + 1);
    expect(await isShown(name)).toBe(false);
    const organiser = organiserOf(campaignPath.slice('/campaigns/'.length));
    if (organiser) {
      await expect.poll(() => organiser.namesThatWait()).toContain(name.slice(0, 3));
      await organiser.approvesAll();
      expect(await isShown(name)).toBe(false);
      await organiser.dayEnds();
      await expect.poll(() => isShown(name)).toBe(true);
    }
    // No signer can make a campaign's page wide for other visitors.
    expect(await page.locator('html').evaluate(({ scrollWidth }) => scrollWidth)).toBe(390);

    await openAndPress(page, mail.withdrawLink);
    await withdrawn(page);
    await seesTotal(page, campaignPath, before);
    await expect.poll(() => isShown(name)).toBe(false);

    async function isShown(shown: string): Promise<boolean> {
      await page.goto(campaignPath);
      return page.getByText(shown, { exact: true }).isVisible();
    }
  },
);
