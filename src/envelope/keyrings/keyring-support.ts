/** What the keyrings share: random data keys, added copies, and the error of failed attempts. */
import type { Bytes } from '../../base/bytes.ts';
import { EnvelopeError } from '../envelope-error.ts';
import type { EncryptedDataKey } from '../header.ts';
import type { DecryptionMaterials, EncryptionMaterials, ReadyEncryptionMaterials } from '../materials.ts';

/** Returns `materials` with its data key, or with a new random one. */
export function withDataKey(materials: EncryptionMaterials): ReadyEncryptionMaterials {
  return {
    ...materials,
    dataKey: materials.dataKey ?? crypto.getRandomValues(new Uint8Array(materials.suite.keyBytes)),
  };
}

/** Returns `materials` with one more encrypted copy of the data key. */
export function addEncryptedDataKey(
  materials: ReadyEncryptionMaterials,
  key: EncryptedDataKey,
): ReadyEncryptionMaterials {
  return { ...materials, encryptedDataKeys: [...materials.encryptedDataKeys, key] };
}

/** Wraps the data key by `wrap`. Overwrites a data key that was generated here if that fails. */
export async function wrapDataKey(
  materials: EncryptionMaterials,
  wrap: (dataKey: Bytes) => Promise<EncryptedDataKey>,
): Promise<ReadyEncryptionMaterials> {
  const ready = withDataKey(materials);
  try {
    return addEncryptedDataKey(ready, await wrap(ready.dataKey));
  } catch (error) {
    if (!materials.dataKey) ready.dataKey.fill(0);
    throw error;
  }
}

/** One encrypted data key to try. */
export interface Candidate {
  /** The wrapping key, for the error: its ARN, ID or name. */
  readonly label: string;
  /** Decrypts the data key. The result belongs to the caller. */
  readonly decrypt: () => Promise<Bytes>;
}

/** A failed attempt. */
export interface FailedAttempt {
  readonly label: string;
  readonly error: unknown;
}

/**
 * Tries the candidates in order. Returns `materials` unchanged if there are none. If all fail, rejects as `failure`
 * says.
 */
export async function tryCandidates(
  materials: DecryptionMaterials,
  candidates: readonly Candidate[],
  signal: AbortSignal | undefined,
): Promise<DecryptionMaterials> {
  const failures: FailedAttempt[] = [];
  for (const { label, decrypt } of candidates) {
    signal?.throwIfAborted();
    try {
      const dataKey = await decrypt();
      if (dataKey.length === materials.suite.keyBytes) return { ...materials, dataKey };
      dataKey.fill(0);
      throw new EnvelopeError(
        'UnexpectedAnswer',
        `${label} returned a data key of the wrong length. The response was rejected.`,
      );
    } catch (error) {
      failures.push({ label, error });
    }
  }
  if (failures.length > 0) throw failure(failures);
  return materials;
}

/**
 * Returns the error of failed attempts: that of the first if all failed with the same error name, otherwise
 * EnvelopeError `NoUsableKey`, whose `cause` lists all.
 */
export function failure(failures: readonly FailedAttempt[]): unknown {
  const [first] = failures;
  const names = failures.map(({ error }) => nameOf(error));
  if (names.every((name) => name === names[0])) return first?.error;
  const list = failures.map(({ label }, i) => `${label}: ${names[i]}`).join('; ');
  return new EnvelopeError('NoUsableKey', `None of the keys could decrypt the data key (${list}).`, {
    cause: failures.map(({ error }) => error),
  });
}

function nameOf(error: unknown): string {
  if (error instanceof EnvelopeError) return error.code;
  return error instanceof Error ? error.name : String(error);
}
