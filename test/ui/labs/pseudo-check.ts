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

/** Whether an element is wider than its box. Texts of a drawing have no box: they must be inside of the drawing. */
function isOverflowing(element: Element): boolean {
  if (element instanceof SVGElement && element.ownerSVGElement) {
    if (!(element instanceof SVGTextElement)) return false;
    const [text, drawing] = [element.getBoundingClientRect(), element.ownerSVGElement.getBoundingClientRect()];
    return text.left < drawing.left - 1 || text.right > drawing.right + 1;
  }
  const { overflowX, display } = getComputedStyle(element);
  const isCut = overflowX === 'visible' || overflowX === 'hidden';
  return isCut && display !== 'inline' && element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1;
}

/** Returns the elements that are wider than their box. */
export const overflowing = (root: Element): readonly string[] =>
  [root, ...elementsUnder(root.shadowRoot as ShadowRoot)]
    .filter(isOverflowing)
    .map((element) => `${element.localName}.${element.getAttribute('class') ?? ''}#${element.id}`);
