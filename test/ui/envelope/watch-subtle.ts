/** Imported before anything that uses SubtleCrypto, it notes which algorithms the page has it compute with. Making, importing and wrapping keys is not noted. */
const METHODS = ['sign', 'verify', 'encrypt', 'decrypt', 'deriveBits', 'encapsulateBits', 'decapsulateBits'] as const;

let calls: string[] = [];

/** The name in an algorithm. */
const nameOf = (algorithm: unknown): string =>
  typeof algorithm === 'string' ? algorithm : String((algorithm as { name?: unknown }).name);

for (const method of METHODS) {
  const native: unknown = Reflect.get(SubtleCrypto.prototype, method);
  // A browser without ML-KEM lacks the last two.
  if (typeof native !== 'function') continue;
  Object.defineProperty(SubtleCrypto.prototype, method, {
    configurable: true,
    value(this: SubtleCrypto, ...values: unknown[]): unknown {
      calls.push(nameOf(values[0]));
      return native.apply(this, values);
    },
  });
}

/** What `work` gives, and the names of the algorithms that SubtleCrypto computed with meanwhile. */
export async function watched<T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly computed: readonly string[] }> {
  calls = [];
  const value = await work();
  return { value, computed: calls };
}
