/** Which custodian keeps the material of a key. */
import { hasNativeForm } from '../../crypto/capability.ts';
import { KEY_SPECS } from '../../model/algorithms.ts';
import type { CustodyView } from '../../model/contract.ts';
import type { KeyRecord } from '../../model/records.ts';
import type { KeySpec, OriginType } from '../../model/sdk.ts';
import type { Reader } from '../transaction/reader.ts';
import type { Custodian } from './custodian.ts';
import { nativeAsymmetric } from './native-asymmetric.ts';
import { nativeSymmetric } from './native-symmetric.ts';
import { wrapped } from './wrapped.ts';

/** The custodian of material that KMS generates. */
function ofKms(spec: KeySpec): Custodian {
  if (KEY_SPECS[spec].kind === 'symmetric') return nativeSymmetric;
  return hasNativeForm(spec) ? nativeAsymmetric : wrapped;
}

/** One row for each origin whose keys can be created here. */
const BY_ORIGIN: Readonly<Partial<Record<OriginType, (spec: KeySpec) => Custodian>>> = { AWS_KMS: ofKms };

/** The custodian of a key, which may be about to be created. Throws Error for an origin that has none. */
export function custodianOf({ origin, spec }: Pick<KeyRecord, 'origin' | 'spec'>): Custodian {
  const custodian = BY_ORIGIN[origin]?.(spec);
  if (custodian === undefined) throw new Error(`Keys of origin ${origin} have no custodian.`);
  return custodian;
}

/** How the current material of a key is kept, or undefined when there is no such key. */
export async function custodyOf(reader: Reader, keyArn: string): Promise<CustodyView | undefined> {
  const key = await reader.get('keys', keyArn);
  return key && custodianOf(key).describe(key, { reader });
}
