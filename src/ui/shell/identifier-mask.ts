/**
 * Covers identifiers on the screen: account numbers, IDs of keys and events, access key IDs. The text itself does not
 * change, so copying and screen readers are not affected. Text in fields is not covered.
 */

// cspell:ignore AGPA AIDA AKIA ANPA AROA ASIA

/** Name of the highlight. `projector-styles.ts` colours it. */
const NAME = 'strong-identifier';

const ID =
  /(?<![\w-])(?:(?:mrk-)?[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{4,8}…[0-9a-f]{4,12}|\d{12}|\d{4}-\d{4}-\d{4}|(?:AGPA|AIDA|AKIA|ANPA|AROA|ASIA)[A-Z0-9]{12,}|cks-[0-9a-f]{17})(?![\w-])/g;

/** Whether this browser can cover parts of a text. */
export const canMask = (): boolean => 'highlights' in CSS;

/** Returns where identifiers are in a text: start and end. */
export const identifiersIn = (text: string): readonly (readonly [number, number])[] =>
  [...text.matchAll(ID)].map(({ 0: { length }, index }) => [index, index + length] as const);

/** Covers the identifiers of the document, also those that appear later. */
export class IdentifierMask {
  #observer: MutationObserver | undefined;
  #seen = new WeakSet<Node>();
  #frame = 0;

  show(): void {
    if (this.#observer || !canMask()) return;
    this.#observer = new MutationObserver(() => this.#schedule());
    this.#cover();
  }

  hide(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.#seen = new WeakSet();
    cancelAnimationFrame(this.#frame);
    if (canMask()) CSS.highlights.delete(NAME);
  }

  #schedule(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#cover());
  }

  #cover(): void {
    const ranges: StaticRange[] = [];
    this.#visit(document.body, ranges);
    CSS.highlights.set(NAME, new Highlight(...ranges));
  }

  /** Collects the ranges below `root`, shadow trees included, and watches it. */
  #visit(root: Node, ranges: StaticRange[]): void {
    if (!this.#seen.has(root)) {
      this.#seen.add(root);
      this.#observer?.observe(root, { subtree: true, childList: true, characterData: true });
    }
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node instanceof Element && node.shadowRoot) this.#visit(node.shadowRoot, ranges);
      if (!(node instanceof Text)) continue;
      const container = node;
      for (const [startOffset, endOffset] of identifiersIn(node.data))
        ranges.push(new StaticRange({ startContainer: container, startOffset, endContainer: container, endOffset }));
    }
  }
}
