/**
 * Asymmetric keys, and HMAC keys alike, as non-extractable CryptoKeys: one for each algorithm and hash that AWS offers for the key.
 * A key may have a wrapped copy besides, for signatures over digests; where this browser lacks the spec, the wrapped form is the only one.
 */
import type { Material } from '../../crypto/family.ts';
import type { Custodian } from './custodian.ts';
import { familyOf, familyUses, type UseMaterial } from './family-uses.ts';
import { recordGenerated, useWrapped } from './wrapped.ts';

/** Uses the CryptoKeys of a record, or its wrapped secret where they do not serve. */
const useNative: UseMaterial = (record, use, serves = () => true) => {
  const native: Material | undefined = record.keys && { form: 'native', keys: record.keys };
  return native !== undefined && serves(native) ? use(native) : useWrapped(record, use);
};

/** The custodian of asymmetric and HMAC keys whose spec SubtleCrypto has, in some browsers at least. */
export const nativeAsymmetric: Custodian = {
  ...familyUses(useNative),
  async create(key, { random }) {
    const family = await familyOf(key.spec);
    const generated = await family.generate(key.spec, key.usage, {
      native: true,
      // Only signatures over digests need the bare key: no other key has a copy that could be taken.
      secret: key.custody === 'complete' && key.usage === 'SIGN_VERIFY',
    });
    return recordGenerated(key, generated, random);
  },
};
