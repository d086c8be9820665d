/** What the tests of all families share: the forms of material, and how a rejection is read. */
import type { Generated, Material } from '../../src/crypto/family.ts';

/** Each form of material that `made` holds. */
export function materialsOf({ keys, secret }: Generated): Material[] {
  return [...(keys ? [{ form: 'native', keys } as const] : []), ...(secret ? [{ form: 'bare', secret } as const] : [])];
}

/** The name of the error with which `promise` rejects, or 'none'. */
export function rejection(promise: Promise<unknown> | undefined): Promise<string> {
  if (!promise) return Promise.resolve('no such operation');
  return promise.then(
    () => 'none',
    (error: Error) => error.name,
  );
}

/** Why each key cannot be read: the name of the error of every format, joined; 'readable' where one gives bytes. */
export async function readability(keys: Readonly<Record<string, CryptoKey>>): Promise<string[]> {
  const formats = ['raw', 'pkcs8', 'jwk', 'raw-seed'] as const;
  const one = (key: CryptoKey, format: string) =>
    crypto.subtle.exportKey(format as 'raw', key).then(
      () => 'readable',
      () => 'refused',
    );
  const answers = await Promise.all(
    Object.values(keys).map((key) => Promise.all(formats.map((format) => one(key, format)))),
  );
  return answers.map((answer) => (answer.includes('readable') ? 'readable' : 'refused'));
}
