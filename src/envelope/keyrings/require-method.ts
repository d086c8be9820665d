/** Methods of KMS that only some keyrings need. */
import type { EnvelopeKms } from '../envelope-kms.ts';

/**
 * Returns a method of the client.
 * @throws {TypeError} if the client does not have it
 */
export function requireMethod<N extends keyof EnvelopeKms>(kms: EnvelopeKms, name: N): NonNullable<EnvelopeKms[N]> {
  const method = kms[name];
  if (!method) throw new TypeError(`The KMS client has no method ${name}, which this keyring needs.`);
  return method.bind(kms) as NonNullable<EnvelopeKms[N]>;
}
