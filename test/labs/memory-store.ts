/** Keeps progress in memory, as text: what a browser would store. */
import type { LabStore } from '../../src/labs/lab-ports.ts';

/** Creates a store. `texts` is what it has. */
export function memoryStore(): LabStore & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    read: (lab) => Promise.resolve(texts.has(lab) ? (JSON.parse(texts.get(lab) ?? '') as unknown) : undefined),
    write(lab, value) {
      texts.set(lab, JSON.stringify(value));
      return Promise.resolve();
    },
  };
}
