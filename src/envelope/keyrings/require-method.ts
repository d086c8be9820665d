/** Methods of KMS that only some keyrings need. */
import type { EnvelopeKms } from '../envelope-kms.ts';

/** Names of the methods that a client may lack. */
type OptionalMethod = Exclude<keyof EnvelopeKms, 'generateDataKey' | 'encrypt' | 'decrypt'>;

/**
 * Returns a method of the client.
 * @throws {TypeError} if the client does not have it
 */
export function requireMethod<N extends OptionalMethod>(kms: EnvelopeKms, name: N): NonNullable<EnvelopeKms[N]> {
  const method = kms[name];
  if (!method) throw new TypeError(`The KMS client has no method ${name}, which this keyring needs.`);
  return method.bind(kms) as NonNullable<EnvelopeKms[N]>;
}
