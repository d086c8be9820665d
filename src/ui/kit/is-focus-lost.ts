/**
 * Whether nothing has the focus after a change: the element that had it was removed, or it is a control that was
 * disabled. The browser takes the focus from a disabled control only when it draws the page.
 */
export function isFocusLost(): boolean {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused === null || focused === document.body || focused.matches(':disabled');
}
