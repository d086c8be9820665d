/** The file that Home seals when the visitor has none at hand: text, so that everyone sees at once that it is gone and back. */

/** Its name and words. */
export const SAMPLE = {
  name: 'letter.txt',
  type: 'text/plain',
  text: `To whoever opens this letter

You hold a file that was sealed under a KMS key, in this browser, with no server.
Its data key was made for this letter alone and wiped a moment later.
An encrypted copy of that key travels with the letter; only KMS can open it,
and only for a caller who is allowed to and names the same context.

Copy the sealed file anywhere you like. Then ask yourself who can read it.
`,
} as const;

/** The context of a sealed file: what it is for, and its name. Not secret, and bound to every byte. */
export function contextFor(name: string): Readonly<Record<string, string>> {
  return { purpose: 'first-light', file: name };
}
