import type { KeyMetadata } from '../../model/sdk.ts';
import { parseArn } from '../../model/arn.ts';

/** Returns the Regions of the other related keys of a multi-Region key. Empty for a single-Region key. */
export function otherRegions({ Arn = '', MultiRegionConfiguration }: KeyMetadata): readonly string[] {
  const { PrimaryKey, ReplicaKeys = [] } = MultiRegionConfiguration ?? {};
  return [...(PrimaryKey ? [PrimaryKey] : []), ...ReplicaKeys].flatMap(({ Region = '' }) =>
    Region === parseArn(Arn)?.region ? [] : [Region],
  );
}
