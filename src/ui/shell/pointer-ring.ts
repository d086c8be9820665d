/** A ring around the pointer, so that people see it from far. */
export class PointerRing {
  #ring: HTMLElement | undefined;
  /** The dialog or popover that the pointer is over. */
  #above: EventTarget | undefined;

  show(): void {
    if (this.#ring) return;
    addEventListener('pointermove', this.#move);
    this.#ring = document.createElement('div');
    this.#ring.className = 'pointer-ring';
    this.#ring.popover = 'manual';
    this.#ring.setAttribute('aria-hidden', 'true');
    document.body.append(this.#ring);
  }

  hide(): void {
    removeEventListener('pointermove', this.#move);
    this.#ring?.remove();
    this.#ring = undefined;
  }

  readonly #move = (event: PointerEvent): void => {
    const ring = this.#ring;
    if (!ring) return;
    const isOver = (node: EventTarget) => node instanceof Element && node.matches(':modal, :popover-open');
    const above = event.composedPath().find(isOver);
    // The ring is in the top layer. What was opened later covers it until it is shown again.
    if (above !== this.#above) ring.hidePopover();
    this.#above = above;
    if (!ring.matches(':popover-open')) ring.showPopover();
    ring.style.transform = `translate(${event.clientX}px, ${event.clientY}px)`;
  };
}
