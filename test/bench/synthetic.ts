/** A Blob of any length that takes the memory of one part. */

const PART = 8 * 2 ** 20;

/** `bytes` random bytes, the same 8 MiB again and again. */
export function syntheticBlob(bytes: number): Blob {
  const random = new Uint8Array(PART);
  for (let at = 0; at < PART; at += 65_536) crypto.getRandomValues(random.subarray(at, at + 65_536));
  const part = new Blob([random]);
  const whole = Array.from({ length: Math.floor(bytes / PART) }, () => part);
  return new Blob([...whole, part.slice(0, bytes % PART)]);
}
