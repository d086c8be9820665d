/** Keys of material records. */
import type { KeyRecord } from './records.ts';

/** Key of a material record. */
export function materialKey(owner: string, materialId: string): string {
  return `${owner}/${materialId}`;
}

/** Returns the `keyId` of the material records of a key. */
export function materialOwner({ origin, keyId, arn }: Pick<KeyRecord, 'origin' | 'keyId' | 'arn'>): string {
  return origin === 'EXTERNAL' ? arn : keyId;
}
