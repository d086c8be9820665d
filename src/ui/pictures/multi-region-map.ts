/** Data of the picture *multi-region-map*: keys by Region, and ciphertexts that crossed Regions. */
import type { AuditEvent } from '../../model/audit.ts';
import type { KeyListing } from '../../model/contract.ts';

/** A key in a Region. */
export interface RegionKey {
  readonly key: KeyListing;
  /** Number of its key material. Equal numbers: the same key material. Omitted: it has none. */
  readonly material?: number;
}

/** A key that KMS deleted. */
export interface DeletedKey {
  readonly keyId: string;
  readonly at: number;
}

/** A Region with its keys. */
export interface RegionFrame {
  readonly region: string;
  readonly keys: readonly RegionKey[];
  readonly deleted: readonly DeletedKey[];
}

/** A ciphertext of one Region that Decrypt received in another one. */
export interface Crossing {
  readonly ctSha: string;
  readonly from: string;
  readonly to: string;
  readonly at: number;
  /** Error code of the record. Omitted: it was decrypted. */
  readonly error?: string;
}

/** What the picture shows. */
export interface MultiRegionMap {
  readonly frames: readonly RegionFrame[];
  readonly crossings: readonly Crossing[];
}

/** Crossings in the picture: the newest ones. */
export const MAX_CROSSINGS = 8;

/** Returns the Regions with their keys. `events`: those of DeleteKey, Encrypt, GenerateDataKey and Decrypt. */
export function multiRegionMap(
  keysByRegion: ReadonlyMap<string, readonly KeyListing[]>,
  events: readonly AuditEvent[],
): MultiRegionMap {
  const numbers = new Map<string, number>();
  const numberOf = (id: string): number => {
    const number = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, number);
    return number;
  };
  const frames = [...keysByRegion].map(([region, keys]) => ({
    region,
    keys: keys
      .filter(({ manager }) => manager === 'CUSTOMER')
      .map((key) => ({ key, ...(key.materialId === undefined ? {} : { material: numberOf(key.materialId) }) })),
    deleted: events
      .filter(({ record }) => record.eventName === 'DeleteKey' && record.awsRegion === region)
      .flatMap(({ at, record }) =>
        (record.resources ?? []).map(({ ARN }) => ({ keyId: ARN.split('/').at(-1) ?? ARN, at })),
      ),
  }));
  return { frames, crossings: crossingsOf(events) };
}

function crossingsOf(events: readonly AuditEvent[]): readonly Crossing[] {
  const homes = new Map<string, string>();
  for (const { record, sidecar } of events) {
    const sha = sidecar?.ctSha ?? sidecar?.edkSha;
    if (record.errorCode === undefined && record.eventName !== 'Decrypt' && sha !== undefined)
      homes.set(sha, record.awsRegion);
  }
  return events
    .flatMap(({ at, record, sidecar }): Crossing[] => {
      const from = homes.get(sidecar?.ctSha ?? '');
      if (record.eventName !== 'Decrypt' || from === undefined || from === record.awsRegion) return [];
      return [
        {
          ctSha: sidecar?.ctSha ?? '',
          from,
          to: record.awsRegion,
          at,
          ...(record.errorCode === undefined ? {} : { error: record.errorCode }),
        },
      ];
    })
    .sort((a, b) => a.at - b.at)
    .slice(-MAX_CROSSINGS);
}
