/**
 * The number of the newest commit that a page has seen, in the name of the worker: `strongroom 12` for the default
 * sandbox, `strongroom 12 other` for another. The URL of the worker must not have it: a module is known by its whole
 * URL.
 */

/** Reads the name of a worker. Returns the number of a sandbox: 0 if the name has none. */
export function seenCommitsIn(name: string): (world: string) => number {
  const [, seq = '0', named = 'default'] = /^strongroom (\d{1,15})(?: ([\w.-]{1,64}))?$/.exec(name) ?? [];
  return (world) => (world === named ? Number(seq) : 0);
}
