/**
 * Asymmetric and HMAC keys as non-extractable CryptoKeys, one per algorithm and hash that AWS offers for the key. A key
 * may also have a wrapped copy, for signatures over digests. If this browser does not support the spec, the wrapped
 * form is the only one.
 */
import type { Material } from '../../crypto/family.ts';
import type { Custodian } from './custodian.ts';
import { familyOf, familyUses, type UseMaterial } from './family-uses.ts';
import { recordGenerated, useWrapped } from './wrapped.ts';

/** Uses the CryptoKeys of a record, or its wrapped secret if they are not suitable. */
const useNative: UseMaterial = (record, use, serves = () => true) => {
  const native: Material | undefined = record.keys && { form: 'native', keys: record.keys };
  return native !== undefined && serves(native) ? use(native) : useWrapped(record, use);
};

/** Custodian of asymmetric and HMAC keys whose spec SubtleCrypto supports in some browsers. */
export const nativeAsymmetric: Custodian = {
  ...familyUses(useNative),
  async create(key, { random }) {
    const family = await familyOf(key.spec);
    const generated = await family.generate(key.spec, key.usage, {
      native: true,
      // Only signatures over digests need the secret bytes: no other key has a wrapped copy that could be stolen.
      secret: key.custody === 'complete' && key.usage === 'SIGN_VERIFY',
    });
    return recordGenerated(key, generated, random);
  },
};
