/** Finds the grant that RevokeGrant and RetireGrant name. */
import { KmsError } from '../../model/errors.ts';
import type { GrantRecord } from '../../model/records.ts';
import type { Reader } from '../transaction/reader.ts';

/**
 * Finds grant `id` on the key.
 * @throws {KmsError} InvalidGrantIdException for an invalid ID, NotFoundException if the grant does not exist
 */
export async function findGrant(reader: Reader, keyArn: string, id: string): Promise<GrantRecord> {
  if (!/^[0-9a-f]{64}$/.test(id))
    throw new KmsError('InvalidGrantIdException', undefined, 'A grant ID must have 64 hexadecimal digits.');
  const grant = await reader.get('grants', id);
  if (grant?.keyArn !== keyArn)
    throw new KmsError('NotFoundException', undefined, `Grant ${id} does not exist on key ${keyArn}.`).because(
      'missing-grant',
    );
  return grant;
}
