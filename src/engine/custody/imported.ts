/**
 * Keys with imported key material. Material is kept per key ARN, as CryptoKeys or wrapped like generated material. The
 * code that unwraps it is loaded for the first import.
 */
import { hasNativeForm } from '../../crypto/capability.ts';
import { KEY_SPECS } from '../../model/algorithms.ts';
import type { Change } from '../../model/records.ts';
import type { KeySpec } from '../../model/sdk.ts';
import { DamagedRecordError } from '../../model/storage-error.ts';
import type { Custodian } from './custodian.ts';
import { materialKey } from '../../model/material-ids.ts';
import { recordedMaterial } from './material-records.ts';
import { nativeAsymmetric } from './native-asymmetric.ts';
import { nativeSymmetric } from './native-symmetric.ts';
import { wrapped } from './wrapped.ts';

/** What keys of every spec share. */
const SHARED: Pick<Custodian, 'create' | 'parameters' | 'import' | 'destroy' | 'describe'> = {
  // The caller imports it later.
  create: () => Promise.resolve({ changes: [] }),
  async parameters(key, request, context) {
    const { createImportParameters } = await import('./import-parameters.ts');
    return createImportParameters(key, request, context);
  },
  async import(key, request, context) {
    const { unwrapMaterial } = await import('./unwrap-material.ts');
    return unwrapMaterial(key, request, context);
  },
  async describe(key, context) {
    return (await recordedMaterial.describe(key, context)) ?? { native: [], wrapped: false, imported: 'missing' };
  },
  async destroy(key, { reader }) {
    const parameters = await reader.all('importParameters', 'key', [key.arn]);
    return [
      ...(await recordedMaterial.destroy(key, { reader })),
      ...parameters.map((before): Change => ({ store: 'importParameters', before })),
    ];
  },
};

/** Of symmetric keys. Other keys do not rotate. */
const ROTATING: Pick<Custodian, 'rotate'> = {
  /** Makes the material that is pending rotation the current one. The caller has checked that it is imported. */
  async rotate({ arn, materials }, rotation, { reader }) {
    const pending = (await reader.all('materials', 'key', [arn])).find(({ version }) => version > materials);
    if (pending === undefined) throw new DamagedRecordError({ store: 'materials', id: materialKey(arn, '') });
    return {
      materialId: pending.materialId,
      changes: [{ store: 'materials', before: pending, after: { ...pending, rotation } }],
    };
  },
};

const IMPORTED = {
  symmetric: { ...nativeSymmetric, ...SHARED, ...ROTATING },
  native: { ...nativeAsymmetric, ...SHARED },
  wrapped: { ...wrapped, ...SHARED },
} satisfies Readonly<Record<string, Custodian>>;

/** Returns the custodian of keys of `spec` with imported key material. */
export function importedCustodianOf(spec: KeySpec): Custodian {
  if (KEY_SPECS[spec].kind === 'symmetric') return IMPORTED.symmetric;
  return hasNativeForm(spec) ? IMPORTED.native : IMPORTED.wrapped;
}
