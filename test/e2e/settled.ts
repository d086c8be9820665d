/** Waits for what a page will show or answer, whatever the speed of the machine. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';

/** A page that is the same after so many answers of its worker in a row is settled. */
const SAME_LOOKS = 3;

const WAIT_MS = 120_000;

/**
 * Waits until a page of the app is loaded: every element is defined, nothing says that it loads, fonts and transitions
 * are at their end, and the page stays the same while its worker answers several questions. Each question follows those
 * of the page, so a slow machine gets more time.
 */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => 'strongroom' in globalThis);
  await page.evaluate(async (sameLooks) => {
    const { sandbox } = Reflect.get(globalThis, 'strongroom') as {
      sandbox: { clock: { now(): Promise<unknown> } };
    };
    /** What can be seen of the page, or undefined while a part of it loads. */
    const look = (): string | undefined => {
      let elements = 0;
      let letters = 0;
      let loads = document.fonts.status === 'loading';
      const walk = (root: Document | ShadowRoot): void => {
        // Dialogs and toasts are loaded when they are first opened.
        const parts = [...root.querySelectorAll(':not(:defined), [loading], .loading')];
        loads ||= parts.some((part) => part.checkVisibility() && !/-(?:dialog|toasts)$/.test(part.localName));
        // An animation of what is not rendered never ends, and one of a scroll bar moves with it alone.
        loads ||= root.getAnimations().some(({ playState, effect }) => {
          const target = effect instanceof KeyframeEffect ? effect.target : null;
          const isFinite = Number.isFinite(effect?.getComputedTiming().endTime);
          return playState === 'running' && isFinite && target?.checkVisibility() === true;
        });
        for (const element of root.querySelectorAll('*')) {
          elements += 1;
          for (const node of element.childNodes) {
            if (!(node instanceof Text) || element.localName === 'style') continue;
            letters += node.data.length;
            loads ||= node.data.includes('Loading…') && element.checkVisibility();
          }
          if (element.shadowRoot !== null) walk(element.shadowRoot);
        }
      };
      walk(document);
      return loads ? undefined : `${elements} ${letters} ${document.documentElement.scrollHeight}`;
    };
    let last = look();
    for (let same = 0; same < sameLooks; same += 1) {
      await sandbox.clock.now();
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const now = look();
      if (now === undefined || now !== last) same = -1;
      last = now;
    }
  }, SAME_LOOKS);
}

/**
 * Asks the page until the answer is true. For a question that the page answers by a promise: `waitForFunction` takes
 * the promise itself for a yes, and asks once.
 */
export async function untilTrue(page: Page, question: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + WAIT_MS;
  // A page that loads again in the middle of a question is asked again.
  const ask = () =>
    page.evaluate(question).catch((error: unknown) => {
      if (/context was destroyed/.test(String(error))) return false;
      throw error;
    });
  while (!(await ask())) {
    if (performance.now() > deadline) throw new Error(`Not true within ${WAIT_MS} ms: ${question}`);
    await sleep(50);
  }
}
