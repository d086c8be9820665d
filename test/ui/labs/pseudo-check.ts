/** Checks of elements that are shown in the pseudo-language. */
// cspell:ignore aeio

/** The elements under `root`, those in shadow roots included, without what is marked as English or is code. */
function* elementsUnder(root: Element | ShadowRoot): Generator<Element> {
  for (const child of root.children) {
    if (child.matches('[lang=en], code, pre, .mono, .id, style, select')) continue;
    yield child;
    if (child.shadowRoot) yield* elementsUnder(child.shadowRoot);
    yield* elementsUnder(child);
  }
}

/** A word with vowels, all of them plain: it did not come from texts in the pseudo-language. */
const isPlain = (word: string): boolean => /^[a-z]*[aeio][a-z]*$/i.test(word) && word.length > 2;

/**
 * Returns the words that are shown, or read aloud, and are not in the pseudo-language.
 * @param data words that may be shown as they are: names and other values of a sandbox
 */
export function plainWords(root: Element, data: ReadonlySet<string> = new Set()): readonly string[] {
  return [...elementsUnder(root.shadowRoot as ShadowRoot)].flatMap((element) => {
    const own = [...element.childNodes]
      .filter((node) => node.nodeType === Node.TEXT_NODE)
      .map((node) => node.textContent);
    const texts = [...own, element.getAttribute('aria-label'), element.getAttribute('title')];
    return texts.flatMap((text) =>
      (text ?? '').split(/[\s.,:()“”]+/).filter((word) => isPlain(word) && !data.has(word)),
    );
  });
}

/** Returns the elements that are wider than their box. */
export const overflowing = (root: Element): readonly string[] =>
  [root, ...elementsUnder(root.shadowRoot as ShadowRoot)]
    .filter((element) => {
      const { overflowX, display } = getComputedStyle(element);
      const isCut = overflowX === 'visible' || overflowX === 'hidden';
      return isCut && display !== 'inline' && element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1;
    })
    .map((element) => `${element.localName}.${element.className}#${element.id}`);
