/** Replaces `target[name]` by what `replacement` makes of the original for as long as `work` runs. */
export async function intercept<T extends object, N extends keyof T, R>(
  target: T,
  name: N,
  replacement: (original: T[N]) => T[N],
  work: () => Promise<R>,
): Promise<R> {
  const descriptor = Object.getOwnPropertyDescriptor(target, name)!;
  Object.defineProperty(target, name, { configurable: true, writable: true, value: replacement(target[name]) });
  try {
    return await work();
  } finally {
    Object.defineProperty(target, name, descriptor);
  }
}
