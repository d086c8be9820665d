/** ARNs of KMS keys, by which a message names them. */
import { parseArn, type Arn } from '../model/arn.ts';

/** Form of a Region name. A client has no Region of another form. */
const REGION = /^([a-z]+-){2,3}\d+$/;

/** Parses the ARN of a KMS key. Returns undefined if `text` is not one. */
export function parseKeyArn(text: string): Arn | undefined {
  const arn = parseArn(text);
  return arn?.service === 'kms' && REGION.test(arn.region) && arn.resource.startsWith('key/') ? arn : undefined;
}
