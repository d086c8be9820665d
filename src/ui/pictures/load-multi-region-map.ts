import type { KeyListing } from '../../model/contract.ts';
import { DEFAULT_ACCOUNT } from '../../model/documented-world.ts';
import { DEFAULT_REGION } from '../../model/regions.ts';
import { multiRegionMap, type MultiRegionMap } from './multi-region-map.ts';
import type { PictureSource } from './picture-source.ts';

/** Newest events of each operation that are read. */
const MAX_EVENTS = 200;
/** Operations from which the picture is drawn, beside the keys. */
const OPERATIONS = ['CreateKey', 'DeleteKey', 'Encrypt', 'GenerateDataKey', 'Decrypt'];

/** Loads the keys of every Region in which a key was created, and ciphertexts that crossed Regions. Calls no KMS. */
export async function loadMultiRegionMap({ strongroom, region }: PictureSource): Promise<MultiRegionMap> {
  const { sandbox } = strongroom;
  const pages = await Promise.all(
    OPERATIONS.map((operation) => sandbox.events.query({ operation, account: DEFAULT_ACCOUNT, limit: MAX_EVENTS })),
  );
  const events = pages.flatMap((page) => page.events.toReversed());
  const regions = new Set([DEFAULT_REGION, region, ...events.map(({ record }) => record.awsRegion)]);
  const listed = await Promise.all(
    [...regions].map(async (one): Promise<[string, readonly KeyListing[]]> => [
      one,
      await sandbox.keys.list(DEFAULT_ACCOUNT, one),
    ]),
  );
  return multiRegionMap(new Map(listed), events);
}
