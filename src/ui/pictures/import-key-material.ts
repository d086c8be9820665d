/** Data of the picture *import-key-material*: imported key material, on its way and inside KMS. */
import type { AuditEvent, Json } from '../../model/audit.ts';
import type { KeyListing } from '../../model/contract.ts';

/** How long an import token is valid. Source: https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys.html */
const TOKEN_MS = 24 * 60 * 60 * 1000;

/** One key material that was imported into a key. */
export interface ImportedMaterial {
  /** 1 is the material that was imported first. */
  readonly number: number;
  readonly id: string;
  readonly isCurrent: boolean;
  /** `missing`: deleted or expired. The same material must be imported again. */
  readonly state: 'present' | 'missing';
  /** Why it is missing. */
  readonly ended?: 'deleted' | 'expired';
  /** Number of successful imports. */
  readonly imports: number;
}

/** The newest parameters for an import. */
export interface ImportParcel {
  readonly wrappingAlgorithm: string;
  readonly wrappingKeySpec: string;
  readonly at: number;
  readonly validTo: number;
  /** `waiting`: nothing was imported with it yet. `late`: its token has expired unused. */
  readonly state: 'waiting' | 'late' | 'used' | 'refused';
  /** Error code of the refused import. */
  readonly error?: string;
}

/** A key with imported key material. */
export interface ImportKey {
  readonly key: KeyListing;
  readonly materials: readonly ImportedMaterial[];
  /** Omitted: GetParametersForImport was not called yet. */
  readonly parcel?: ImportParcel;
  /** Errors of refused imports by number. */
  readonly refused: ReadonlyMap<string, number>;
}

/** What the picture shows. */
export interface ImportedKeys {
  readonly keys: readonly ImportKey[];
  /** Simulated time in milliseconds since 1970. */
  readonly now: number;
}

const textOf = (details: Readonly<Record<string, Json>> | undefined | null, member: string): string => {
  const value = details?.[member];
  return typeof value === 'string' ? value : '';
};

type Material = Omit<ImportedMaterial, 'number' | 'isCurrent'>;

/** Returns what the events of a key say about its material. `events`: oldest first. */
export function importKey(key: KeyListing, events: readonly AuditEvent[], now: number): ImportKey {
  const materials = new Map<string, Material>();
  const refused = new Map<string, number>();
  let parcel: ImportParcel | undefined;
  const end = (id: string, ended: 'deleted' | 'expired') => {
    const known = materials.get(id);
    if (known) materials.set(id, { ...known, state: 'missing', ended });
  };
  for (const { at, record } of events) {
    const { eventName, errorCode } = record;
    if (eventName === 'ImportKeyMaterial' && errorCode !== undefined) {
      refused.set(errorCode, (refused.get(errorCode) ?? 0) + 1);
      if (parcel) parcel = { ...parcel, state: 'refused', error: errorCode };
    }
    if (errorCode !== undefined) continue;
    const id = textOf(record.responseElements, 'keyMaterialId');
    switch (eventName) {
      case 'GetParametersForImport':
        parcel = {
          wrappingAlgorithm: textOf(record.requestParameters, 'wrappingAlgorithm'),
          wrappingKeySpec: textOf(record.requestParameters, 'wrappingKeySpec'),
          at,
          validTo: at + TOKEN_MS,
          state: 'waiting',
        };
        break;
      case 'ImportKeyMaterial':
        materials.set(id, { id, state: 'present', imports: (materials.get(id)?.imports ?? 0) + 1 });
        if (parcel) {
          const { error: _error, ...rest } = parcel;
          parcel = { ...rest, state: 'used' };
        }
        break;
      case 'DeleteImportedKeyMaterial':
        end(id, 'deleted');
        break;
      case 'DeleteExpiredKeyMaterial':
        end(textOf(record.serviceEventDetails, 'keyMaterialId'), 'expired');
        break;
    }
  }
  if (parcel?.state === 'waiting' && parcel.validTo <= now) parcel = { ...parcel, state: 'late' };
  return {
    key,
    materials: [...materials.values()].map((material, index) => ({
      ...material,
      number: index + 1,
      isCurrent: material.id === key.materialId,
    })),
    ...(parcel && { parcel }),
    refused,
  };
}
