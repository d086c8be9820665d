/** The related keys of a multi-Region key, as the tab shows them. */
import { REGIONS } from '../../model/regions.ts';
import type { KeyMetadata } from '../../model/sdk.ts';
import { outputOf } from '../page/call-recorder.ts';
import { consoleClient } from '../page/console-reads.ts';
import type { PageContext } from '../page/page-context.ts';
import { problemOf } from '../page/problem.ts';

/** One related key. */
export interface RelatedKey {
  readonly region: string;
  /** English name of the Region. */
  readonly regionName: string;
  readonly arn: string;
  readonly type: 'PRIMARY' | 'REPLICA';
  /** Undefined if the caller is not allowed to know it. */
  readonly state?: string;
  /** Name of the error of DescribeKey. */
  readonly refused?: string;
  /** ID of its current key material, as far as the caller may know it. */
  readonly materialId?: string;
}

async function describe(
  { strongroom, caller }: PageContext,
  region: string,
  arn: string,
): Promise<Pick<RelatedKey, 'state' | 'refused' | 'materialId'>> {
  try {
    const { KeyMetadata } = outputOf(
      await consoleClient(strongroom, region, caller).call('DescribeKey', { KeyId: arn }),
    );
    const { KeyState, CurrentKeyMaterialId } = KeyMetadata ?? {};
    return {
      ...(KeyState === undefined ? {} : { state: KeyState }),
      ...(CurrentKeyMaterialId === undefined ? {} : { materialId: CurrentKeyMaterialId }),
    };
  } catch (error) {
    return { refused: problemOf(error).name };
  }
}

/** Loads the related keys of `key`, itself included: the primary key first. Empty for a single-Region key. */
export async function loadRelatedKeys(context: PageContext, key: KeyMetadata): Promise<readonly RelatedKey[]> {
  const { PrimaryKey, ReplicaKeys = [] } = key.MultiRegionConfiguration ?? {};
  if (PrimaryKey === undefined) return [];
  return Promise.all(
    [PrimaryKey, ...ReplicaKeys].map(async ({ Arn = '', Region = '' }, index) => ({
      region: Region,
      regionName: REGIONS[Region] ?? Region,
      arn: Arn,
      type: index === 0 ? ('PRIMARY' as const) : ('REPLICA' as const),
      ...(await describe(context, Region, Arn)),
    })),
  );
}
