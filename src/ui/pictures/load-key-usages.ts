import { DEFAULT_ACCOUNT } from '../../model/documented-world.ts';
import { keysByUsage, type PicturedKey, type Usage } from './key-usages.ts';
import type { PictureSource } from './picture-source.ts';

/** Loads the customer managed keys by usage. */
export async function loadKeyUsages({
  strongroom,
  region,
}: PictureSource): Promise<ReadonlyMap<Usage, readonly PicturedKey[]>> {
  return keysByUsage(await strongroom.sandbox.keys.list(DEFAULT_ACCOUNT, region));
}
