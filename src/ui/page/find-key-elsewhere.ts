/** Finds the Regions and accounts in which a key exists that a call did not find. */
import type { Strongroom } from '../../client/strongroom.ts';
import type { KeyLocation } from '../../model/contract.ts';
import type { Problem } from './problem.ts';

/** AWS answers AccessDeniedException where a ciphertext names a key that does not exist here. */
const UNSEEN: readonly string[] = ['NotFoundException', 'AccessDeniedException'];

/**
 * The other Regions and accounts in which `name` (key ID, alias name or ARN) exists. Empty when `problem` is not about
 * a
 * missing key, or when the name also exists here.
 */
export async function elsewhereOf(
  problem: Problem,
  name: string | undefined,
  here: { readonly region: string; readonly account: string },
  { sandbox }: Pick<Strongroom, 'sandbox'>,
): Promise<readonly KeyLocation[]> {
  if (!name || !UNSEEN.includes(problem.name)) return [];
  const found = await sandbox.whereIs(name);
  return found.some(({ region, account }) => region === here.region && account === here.account) ? [] : found;
}
