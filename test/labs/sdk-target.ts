/** Runs the calls of a lab's solution as code of a learner does: with the client of the AWS SDK. */
import * as sdk from '@aws-sdk/client-kms';
import type { StepReply, StepTarget } from '../../src/labs/run-step.ts';
import type { StartedLab } from './course-labs.ts';

type AnyCommand = new (input: object) => sdk.DescribeKeyCommand;

/**
 * Returns a target that sends calls through `requestHandler()`. Service principals cannot sign, and a request has no
 * condition keys of its own: those calls are made as before.
 */
export function sdkTarget({ world, target }: StartedLab): StepTarget {
  const clients = new Map<string, Promise<sdk.KMSClient>>();
  const connect = async (by: string, region: string): Promise<sdk.KMSClient> => {
    const isStored = (await world.sandbox.principals.get(by)) !== undefined;
    const credentials = isStored
      ? await world.sandbox.accessKeys.create(by)
      : await world.sandbox.principals.put({ arn: by, accessKey: true });
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    return new sdk.KMSClient({
      region,
      maxAttempts: 1,
      requestHandler: world.requestHandler(),
      credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    });
  };
  return {
    ...target,
    async call(operation, input, from): Promise<StepReply> {
      if (from.context !== undefined || from.by.endsWith('.amazonaws.com'))
        return await target.call(operation, input, from);
      const name = `${from.by} ${from.region}`;
      const client = clients.get(name) ?? connect(from.by, from.region);
      clients.set(name, client);
      const Command = (sdk as unknown as Readonly<Record<string, AnyCommand>>)[`${operation}Command`] as AnyCommand;
      try {
        return { ok: true, output: await (await client).send(new Command(input)) };
      } catch (error) {
        if (error instanceof sdk.KMSServiceException) return { ok: false, error };
        throw error;
      }
    },
  };
}
