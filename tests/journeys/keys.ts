import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** More presses of Tab than any page needs. */
const MOST_STOPS = 120;

/** Pixels of a line of text, with the space around it. */
const LINE = 32;

interface How {
  readonly key?: 'Tab' | 'Shift+Tab';
  readonly with?: 'Enter' | 'Space';
}

/** Presses Tab, or Shift+Tab, until the target has the focus. At each stop on the way a person must see where they are. */
export async function tabTo(page: Page, target: Locator, { key = 'Tab' }: How = {}): Promise<void> {
  // A person waits for the page, too.
  await target.waitFor();
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    await page.keyboard.press(key);
    const { isThere, faults } = await lookAt(target);
    expect(faults, `on the way to ${target}`).toEqual([]);
    if (isThere) return;
  }
  throw new Error(`${MOST_STOPS} presses of ${key} did not lead to ${target}.`);
}

/** Goes to the target, and presses it. */
export async function press(page: Page, target: Locator, how: How = {}): Promise<void> {
  await tabTo(page, target, how);
  await page.keyboard.press(how.with ?? 'Enter');
}

/** Waits until something has the focus by itself, as after an answer of the service, and is seen there. */
export async function restsOn(target: Locator): Promise<void> {
  await target.waitFor();
  await expect
    .poll(() => lookAt(target), { timeout: 3_000, message: `the focus on ${target}` })
    .toMatchObject({ isThere: true, faults: [] });
}

export const isFocused = async (target: Locator): Promise<boolean> => (await lookAt(target)).isThere;

/** Whether all of it is on the screen. */
export const isOnScreen = (locator: Locator): Promise<boolean> =>
  locator.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= element.ownerDocument.defaultView.innerHeight;
  });

/**
 * Whether the target has the focus, and why a person with a keyboard would not see where they are.
 * WCAG 2.4.7: the focused element has an outline, or a shadow in its place. 2.4.11: it is on the screen, and nothing lies over it.
 */
const lookAt = (target: Locator): Promise<{ isThere: boolean; at: string; faults: string[] }> =>
  target.evaluate((wanted, line) => {
    const { activeElement: element, defaultView: view } = wanted.ownerDocument;
    if (!element || element.localName === 'body') return { isThere: false, at: 'body', faults: ['nothing has it'] };
    const { outlineStyle, outlineWidth, boxShadow } = view.getComputedStyle(element);
    const [{ left, top, right, bottom }] = element.getClientRects();
    const [first, last] = [Math.max(top, 0), Math.min(bottom, view.innerHeight)];
    // Of a large one, browsers show the line with the cursor.
    const isInside = last - first >= Math.min(bottom - top, line) && left >= 0 && right <= view.innerWidth;
    const hit = wanted.ownerDocument.elementFromPoint((left + right) / 2, (first + last) / 2);
    const isOnTop = hit !== null && [element, ...(element.labels ?? [])].some((one) => one.contains(hit));
    const hasMark = (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
    const at = `${element.localName} ${element.id || (element.textContent ?? '').trim().slice(0, 40)}`;
    const faults = [
      !hasMark && `${at} has no mark`,
      !isInside && `${at} is not on the screen: ${[left, top, right, bottom].map(Math.round).join(' ')}`,
      isInside && !isOnTop && `${at} lies below ${hit?.localName}`,
    ];
    return { isThere: element === wanted, at, faults: faults.filter((fault) => fault !== false) };
  }, LINE);
