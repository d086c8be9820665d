/** Data of the picture *key-materials*: the key materials of each key, and the ciphertexts under each of them. */
import type { AuditEvent, Json } from '../../model/audit.ts';
import type { KeyListing } from '../../model/contract.ts';

/** A ciphertext that the audit log knows, by its hash. */
export interface KnownCiphertext {
  readonly sha: string;
  /** The operation that returned it. */
  readonly operation: string;
  /** Length of its plaintext in bytes, if the call knew it. */
  readonly plaintextLen?: number;
  /** Number of successful Decrypt calls with it. */
  readonly opened: number;
}

/** One key material of a key. */
export interface Blade {
  /** 1 is the first material. */
  readonly number: number;
  readonly id: string;
  readonly isCurrent: boolean;
  /** The rotation that made it current. Omitted: the first material. */
  readonly rotation?: { readonly at: number; readonly type: string };
  readonly ciphertexts: readonly KnownCiphertext[];
}

/** A key with its materials, oldest first. */
export interface KeyRing {
  readonly key: KeyListing;
  readonly blades: readonly Blade[];
  /** Time of the next automatic rotation. */
  readonly nextAt?: number;
}

/** What the picture shows. */
export interface KeyMaterials {
  readonly rings: readonly KeyRing[];
  /** Simulated time in milliseconds since 1970. */
  readonly now: number;
}

const textOf = (details: Readonly<Record<string, Json>> | undefined | null, member: string): string | undefined => {
  const value = details?.[member];
  return typeof value === 'string' ? value : undefined;
};

/** Operations that return a ciphertext. */
const SEALING = /^(?:Encrypt|ReEncrypt|GenerateDataKey)/;

/** Returns the materials of a key. `events`: the successful and failed events of the key, oldest first. */
export function keyRing(key: KeyListing, events: readonly AuditEvent[]): KeyRing {
  const succeeded = events.filter(({ record }) => record.errorCode === undefined);
  const rotations = new Map<string, { at: number; type: string }>();
  const ids = new Set<string>();
  for (const { at, record } of succeeded) {
    if (record.eventName !== 'RotateKey') continue;
    const previous = textOf(record.serviceEventDetails, 'previousKeyMaterialId');
    const current = textOf(record.serviceEventDetails, 'currentKeyMaterialId');
    if (previous !== undefined) ids.add(previous);
    if (current === undefined) continue;
    ids.add(current);
    rotations.set(current, { at, type: textOf(record.serviceEventDetails, 'rotationType') ?? '' });
  }
  if (ids.size === 0 && key.materialId !== undefined) ids.add(key.materialId);
  const byMaterial = ciphertextsByMaterial(succeeded);
  return {
    key,
    blades: [...ids].map((id, index) => {
      const rotation = rotations.get(id);
      return {
        number: index + 1,
        id,
        isCurrent: id === key.materialId,
        ...(rotation && { rotation }),
        ciphertexts: byMaterial.get(id) ?? [],
      };
    }),
    ...(key.rotates && key.rotation ? { nextAt: key.rotation.nextAt } : {}),
  };
}

function ciphertextsByMaterial(events: readonly AuditEvent[]): ReadonlyMap<string, readonly KnownCiphertext[]> {
  const opened = new Map<string, number>();
  for (const { record, sidecar } of events)
    if (record.eventName === 'Decrypt' && sidecar?.ctSha !== undefined)
      opened.set(sidecar.ctSha, (opened.get(sidecar.ctSha) ?? 0) + 1);
  const byMaterial = new Map<string, KnownCiphertext[]>();
  for (const { record, sidecar } of events) {
    const sha = sidecar?.ctSha ?? sidecar?.edkSha;
    if (sha === undefined || sidecar?.materialId === undefined || !SEALING.test(record.eventName)) continue;
    const list = byMaterial.get(sidecar.materialId) ?? [];
    byMaterial.set(sidecar.materialId, list);
    list.push({
      sha,
      operation: record.eventName,
      ...(sidecar.plaintextLen === undefined ? {} : { plaintextLen: sidecar.plaintextLen }),
      opened: opened.get(sha) ?? 0,
    });
  }
  return byMaterial;
}
