/** Calls that are in flight together. */

/** Makes `calls` calls, at each moment `width` of them unanswered; calls in a second. */
export async function inFlight(call: () => Promise<unknown>, width: number, calls: number): Promise<number> {
  let left = calls;
  const caller = async () => {
    while (left-- > 0) await call();
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: width }, caller));
  return (calls / (performance.now() - start)) * 1000;
}
