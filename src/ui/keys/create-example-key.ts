/** Keys that AWS services create, as examples for the tables of AWS managed and AWS owned keys. */
import type { PageContext } from '../page/page-context.ts';
import { TEXTS } from './keys-texts.ts';
import { EXAMPLE_SERVICE } from './strong-owned-keys.ts';

/** Makes Amazon S3 create its AWS managed key in the account of the caller. */
export function createManagedKey({ strongroom, region, caller }: PageContext) {
  const service = strongroom.kms(region, caller, { 'kms:ViaService': `s3.${region}.amazonaws.com` });
  return service.generateDataKey({ KeyId: TEXTS.managed.alias, KeySpec: 'AES_256' });
}

/** Creates an AWS owned key as a service. */
export function createOwnedKey({ strongroom, region }: PageContext) {
  return strongroom.kms(region, EXAMPLE_SERVICE).createKey({ Description: TEXTS.owned.description });
}
