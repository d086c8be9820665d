/**
 * Keys with imported key material. Material is kept per key ARN, as CryptoKeys or wrapped like generated material. The
 * code that unwraps it is loaded for the first import.
 */
import { hasNativeForm } from '../../crypto/capability.ts';
import { KEY_SPECS } from '../../model/algorithms.ts';
import type { Change } from '../../model/records.ts';
import type { KeySpec } from '../../model/sdk.ts';
import { DamagedRecordError } from '../../model/storage-error.ts';
import { importedMaterials, isPendingRotation, membersOfImported } from '../keys/imported-materials.ts';
import type { Custodian } from './custodian.ts';
import { materialKey, recordedMaterial } from './material-records.ts';
import { nativeAsymmetric } from './native-asymmetric.ts';
import { nativeSymmetric } from './native-symmetric.ts';
import { wrapped } from './wrapped.ts';

/** What keys of every spec share. */
const SHARED: Pick<Custodian, 'create' | 'import' | 'rotate' | 'destroy'> = {
  // The caller imports it later.
  create: () => Promise.resolve({ changes: [] }),
  async import(key, request, context) {
    const { unwrapMaterial } = await import('./unwrap-material.ts');
    return unwrapMaterial(key, request, context);
  },
  /** Makes the material that is pending rotation the current one. The caller has checked that it is imported. */
  async rotate(key, rotation, { reader }) {
    const materials = await importedMaterials(reader, key);
    const before = materials.find((material) => isPendingRotation(material, key));
    if (before === undefined) throw new DamagedRecordError({ store: 'materials', id: materialKey(key.arn, '') });
    return {
      materialId: before.materialId,
      changes: [{ store: 'materials', before, after: { ...before, rotation } }],
      keyMembers: membersOfImported({ ...key, materials: key.materials + 1 }, materials),
    };
  },
  async destroy(key, { reader }) {
    const parameters = await reader.all('importParameters', 'key', [key.arn]);
    return [
      ...(await recordedMaterial.destroy(key, { reader })),
      ...parameters.map((before): Change => ({ store: 'importParameters', before })),
    ];
  },
};

const IMPORTED = {
  symmetric: { ...nativeSymmetric, ...SHARED },
  native: { ...nativeAsymmetric, ...SHARED, rotate: nativeAsymmetric.rotate },
  wrapped: { ...wrapped, ...SHARED, rotate: wrapped.rotate },
} satisfies Readonly<Record<string, Custodian>>;

/** Returns the custodian of keys of `spec` with imported key material. */
export function importedCustodianOf(spec: KeySpec): Custodian {
  if (KEY_SPECS[spec].kind === 'symmetric') return IMPORTED.symmetric;
  return hasNativeForm(spec) ? IMPORTED.native : IMPORTED.wrapped;
}
