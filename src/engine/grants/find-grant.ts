/** The grant that RevokeGrant and RetireGrant name. */
import { KmsError } from '../../model/errors.ts';
import type { GrantRecord } from '../../model/records.ts';
import type { Reader } from '../transaction/reader.ts';

/** The grant `id` on the key. Throws InvalidGrantIdException for what can be no id, NotFoundException for a grant that is not there. */
export async function findGrant(reader: Reader, keyArn: string, id: string): Promise<GrantRecord> {
  if (!/^[0-9a-f]{64}$/.test(id))
    throw new KmsError('InvalidGrantIdException', undefined, 'A grant id has 64 hexadecimal digits.');
  const grant = await reader.get('grants', id);
  if (grant?.keyArn !== keyArn)
    throw new KmsError('NotFoundException', undefined, `There is no grant ${id} on ${keyArn}.`);
  return grant;
}
