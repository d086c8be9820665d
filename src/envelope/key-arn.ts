/** ARNs of KMS keys, by which a message names them. */
import { parseArn, type Arn } from '../model/arn.ts';
import { isRegionName } from '../model/regions.ts';

/** Parses the ARN of a KMS key. Returns undefined if `text` is not one. */
export function parseKeyArn(text: unknown): Arn | undefined {
  const arn = typeof text === 'string' ? parseArn(text) : undefined;
  return arn?.service === 'kms' && isRegionName(arn.region) && arn.resource.startsWith('key/') ? arn : undefined;
}
