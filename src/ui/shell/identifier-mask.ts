/**
 * Covers identifiers on the screen, in texts and in fields. The text itself does not change, so copying and screen
 * readers are not affected. The list of an open select and the texts of the browser's own dialogs are not covered.
 */
import { isField, maskField, showField } from './field-mask.ts';
import { identifiersIn } from './identifiers-in.ts';

/** Name of the highlight. `projector-styles.ts` colours it. */
const NAME = 'strong-identifier';

/** Marks an element whose whole text is a secret. */
const SECRET = 'data-secret';

/** A value of a field can change without an event or a change of the document: how often to look, in milliseconds. */
const FIELDS_MS = 500;

/** Events after which a field has another value, or another one has the focus. */
const FIELD_EVENTS = ['input', 'change', 'focusin', 'focusout'] as const;

/** Whether this browser can cover parts of a text. */
export const canMask = (): boolean => 'highlights' in CSS;

type Field = Parameters<typeof maskField>[0];

/** Covers the identifiers of the document, also those that appear later. */
export class IdentifierMask {
  #observer: MutationObserver | undefined;
  #seen = new WeakSet<Node>();
  #fields = new Set<Field>();
  #frame = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  show(): void {
    if (this.#observer) return;
    this.#observer = new MutationObserver(() => this.#schedule());
    for (const name of FIELD_EVENTS) addEventListener(name, this.#onField, true);
    this.#timer = setInterval(this.#coverFields, FIELDS_MS);
    this.#cover();
  }

  hide(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.#seen = new WeakSet();
    cancelAnimationFrame(this.#frame);
    clearInterval(this.#timer);
    for (const name of FIELD_EVENTS) removeEventListener(name, this.#onField, true);
    for (const field of this.#fields) showField(field);
    this.#fields.clear();
    if (canMask()) CSS.highlights.delete(NAME);
  }

  #schedule(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#cover());
  }

  #cover(): void {
    const ranges: StaticRange[] = [];
    this.#fields.clear();
    this.#visit(document.body, ranges);
    if (canMask()) CSS.highlights.set(NAME, new Highlight(...ranges));
    this.#coverFields();
  }

  readonly #coverFields = (): void => {
    for (const field of this.#fields) maskField(field);
  };

  readonly #onField = (event: Event): void => {
    const [field] = event.composedPath();
    if (field instanceof Node && isField(field)) maskField(field);
  };

  /** Collects the ranges and fields below `root`, shadow trees included, and watches it. */
  #visit(root: Node, ranges: StaticRange[]): void {
    if (!this.#seen.has(root)) {
      this.#seen.add(root);
      this.#observer?.observe(root, { subtree: true, childList: true, characterData: true });
    }
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node instanceof Element && node.shadowRoot) this.#visit(node.shadowRoot, ranges);
      if (isField(node)) this.#fields.add(node);
      if (!(node instanceof Text)) continue;
      const container = node;
      const isSecret = container.parentElement?.hasAttribute(SECRET) === true;
      for (const [startOffset, endOffset] of isSecret ? [[0, node.data.length] as const] : identifiersIn(node.data))
        ranges.push(new StaticRange({ startContainer: container, startOffset, endContainer: container, endOffset }));
    }
  }
}
