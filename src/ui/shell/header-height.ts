/** The height of a header that covers what scrolls below it, as the property `--header-height` of the document. */
const PROPERTY = '--header-height';

/** Measures the header for as long as it is shown as sticky. */
export class HeaderHeight {
  #observer: ResizeObserver | undefined;

  show(header: Element | null | undefined): void {
    if (this.#observer || !header) return;
    this.#observer = new ResizeObserver(() => {
      const isSticky = getComputedStyle(header).position === 'sticky';
      document.documentElement.style.setProperty(
        PROPERTY,
        isSticky ? `${header.getBoundingClientRect().height}px` : '0px',
      );
    });
    this.#observer.observe(header);
    // Whether it is sticky depends on the size of the window.
    this.#observer.observe(document.documentElement);
  }

  hide(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
    document.documentElement.style.removeProperty(PROPERTY);
  }
}
