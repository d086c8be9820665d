/**
 * Lets the virtualizer react to a resize in the next frame. In the observer's own callback, its reaction resizes what
 * it observes, and browsers report the error "ResizeObserver loop completed with undelivered notifications".
 */
import { provideResizeObserver } from '@lit-labs/virtualizer/polyfillLoaders/ResizeObserver.js';

class DeferredResizeObserver extends ResizeObserver {
  constructor(callback: ResizeObserverCallback) {
    super((entries, observer) => void requestAnimationFrame(() => callback(entries, observer)));
  }
}

provideResizeObserver(DeferredResizeObserver);
