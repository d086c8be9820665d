/** Selects the custodian of a key. */
import { hasNativeForm } from '../../crypto/capability.ts';
import { KEY_SPECS } from '../../model/algorithms.ts';
import type { CustodyView } from '../../model/contract.ts';
import type { KeyRecord } from '../../model/records.ts';
import type { KeySpec, OriginType } from '../../model/sdk.ts';
import type { Reader } from '../transaction/reader.ts';
import type { Custodian, FirstMaterial } from './custodian.ts';
import { importedCustodianOf } from './imported.ts';
import { lazyCustodian } from './lazy-custodian.ts';
import { nativeAsymmetric } from './native-asymmetric.ts';
import { nativeSymmetric } from './native-symmetric.ts';
import { wrapped } from './wrapped.ts';

/** Custodian of key material that KMS generates. */
function ofKms(spec: KeySpec): Custodian {
  if (KEY_SPECS[spec].kind === 'symmetric') return nativeSymmetric;
  return hasNativeForm(spec) ? nativeAsymmetric : wrapped;
}

const cloudHsm = lazyCustodian(async () => (await import('./cloudhsm.ts')).cloudHsm);
const external = lazyCustodian(async () => (await import('./external.ts')).external);

/** One row per origin. */
const BY_ORIGIN: Readonly<Record<OriginType, (spec: KeySpec) => Custodian>> = {
  AWS_KMS: ofKms,
  EXTERNAL: importedCustodianOf,
  AWS_CLOUDHSM: () => cloudHsm,
  EXTERNAL_KEY_STORE: () => external,
};

/** Returns the custodian of a key, which may be about to be created. */
export function custodianOf({ origin, spec }: Pick<KeyRecord, 'origin' | 'spec'>): Custodian {
  return BY_ORIGIN[origin](spec);
}

/** Returns the members of a new key record that follow from its first material. */
export function membersOfMaterial({
  materialId,
  publicKey,
  backingKey,
}: FirstMaterial): Pick<KeyRecord, 'state' | 'materialId' | 'materials' | 'publicKey' | 'backingKey'> {
  return {
    ...(materialId === undefined
      ? { state: 'PendingImport', materials: 0 }
      : { state: 'Enabled', materialId, materials: 1 }),
    ...(publicKey === undefined ? {} : { publicKey }),
    ...(backingKey === undefined ? {} : { backingKey }),
  };
}

/** Returns the custody of the current material of a key. Undefined if the key does not exist. */
export async function custodyOf(reader: Reader, keyArn: string): Promise<CustodyView | undefined> {
  const key = await reader.get('keys', keyArn);
  return key && custodianOf(key).describe(key, { reader });
}
