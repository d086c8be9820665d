/** Where a key that a call did not find does exist: the truth that the page names beside AWS's unchanged error. */
import type { Strongroom } from '../../client/strongroom.ts';
import type { KeyLocation } from '../../model/contract.ts';
import type { Problem } from './problem.ts';

/** AWS answers the second where a ciphertext names a key that the caller cannot see. */
const UNSEEN: readonly string[] = ['NotFoundException', 'AccessDeniedException'];

/**
 * The other Regions and accounts in which `name` (key id, alias name or ARN) is found; empty when `problem` is no missing key,
 * or when the name is found here as well.
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
