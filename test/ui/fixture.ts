/** What the tests of elements stand on: the document's tokens, an element in it, axe on the element, and events as promises. */
import axe from 'axe-core';
import { expect } from 'chai';
import { ContextProvider } from '@lit/context';
import { render, type LitElement } from 'lit';
import { PAGE_CONTEXT, type PageContext } from '../../src/ui/page/page-context.ts';
import '../../src/ui/styles/page.css';

// What moves is in its place at once: a colour on its way to another would be neither.
document.documentElement.style.setProperty('--quick', '0ms');

const placed: Element[] = [];

/** The element of `tag` with `members` set, in the document and drawn. It goes when the test is over. */
export async function place<T extends keyof HTMLElementTagNameMap>(
  tag: T,
  members: Partial<HTMLElementTagNameMap[T]> = {},
): Promise<HTMLElementTagNameMap[T]> {
  const element = Object.assign(document.createElement(tag), members);
  // What is inside gets the context of the page, as it does from the shell.
  if ('context' in members)
    new ContextProvider(element, { context: PAGE_CONTEXT, initialValue: members.context as PageContext });
  placed.push(element);
  document.body.append(element);
  await drawn(element);
  return element;
}

/** Waits until `element` has drawn what it knows. */
export async function drawn(element: Element): Promise<void> {
  await (element as LitElement).updateComplete;
}

/** The element that `selector` finds inside `element`'s own drawing. Fails the test when there is none. */
export function inside<E extends HTMLElement = HTMLElement>(element: Element, selector: string): E {
  const found = element.shadowRoot?.querySelector<E>(selector);
  expect(found, `${element.localName} has no ${selector}`).to.exist;
  return found as E;
}

/** All elements that `selector` finds inside `element`'s own drawing. */
export function allInside<E extends HTMLElement = HTMLElement>(element: Element, selector: string): E[] {
  return [...(element.shadowRoot?.querySelectorAll<E>(selector) ?? [])];
}

/** The text of `element`'s own drawing and of all inside it, spaces joined. */
export function textOf(element: Element): string {
  const parts: string[] = [];
  const walk = (node: Node) => {
    if (node instanceof HTMLStyleElement) return;
    if (node instanceof Text) parts.push(node.data);
    const shadow = node instanceof Element ? node.shadowRoot : null;
    for (const child of shadow ? shadow.childNodes : node.childNodes) walk(child);
    if (shadow) for (const child of node.childNodes) walk(child);
  };
  walk(element);
  return parts.join('').replace(/\s+/g, ' ').trim();
}

/** The text that a page shows of an entry of a catalogue, which can be a template. */
export function shownText(entry: unknown): string {
  const shown = document.createElement('div');
  render(entry, shown);
  return textOf(shown);
}

/** Fails with axe's findings on `element`: WCAG's and good practice's, but for those that ask for a whole page. */
export async function expectAccessible(element: Element): Promise<void> {
  const { violations } = await axe.run(element, {
    rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).to.deep.equal([]);
}

/** The next event of `name` that reaches `target`. */
export function next<T = unknown>(target: EventTarget, name: string): Promise<CustomEvent<T>> {
  return new Promise((resolve) =>
    target.addEventListener(name, (event) => resolve(event as CustomEvent<T>), { once: true }),
  );
}

/** How long `until` waits: far longer than a loaded machine needs, and shorter than the time limit of a test. */
const UNTIL_MS = 60_000;

/** Waits until `ready` holds, or what it promises; fails the test when it never does. */
export async function until(ready: () => unknown): Promise<void> {
  const deadline = performance.now() + UNTIL_MS;
  while (!(await ready())) {
    if (performance.now() > deadline) expect.fail(`never came true: ${ready.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Types `text` into `field` as a visitor does. */
export function type(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

afterEach(() => {
  for (const element of placed.splice(0)) element.remove();
});
