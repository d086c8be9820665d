/** The call that a simulation evaluates. */
import type { Call, SimulatedCall } from '../../model/contract.ts';
import type { AccessKeyRecord } from '../../model/records.ts';
import { DEFAULT_REGION } from '../../model/regions.ts';

/**
 * Returns the call to evaluate.
 * @param accessKey finds an access key by its ID
 * @throws {TypeError} if AWS STS has not issued the access key to the principal
 */
export async function callToSimulate(
  { principal, accessKeyId, operation, input, region = DEFAULT_REGION, requestContext }: SimulatedCall,
  accessKey: (id: string) => Promise<AccessKeyRecord | undefined>,
): Promise<Call> {
  if (accessKeyId !== undefined) {
    const issued = typeof (accessKeyId as unknown) === 'string' ? await accessKey(accessKeyId) : undefined;
    if (issued?.session === undefined || issued.callerArn !== principal)
      throw new TypeError(`AWS STS has not issued the access key ${accessKeyId} to ${principal}.`);
  }
  return {
    operation,
    input,
    region,
    caller: principal,
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    ...(requestContext === undefined ? {} : { requestContext }),
  };
}
