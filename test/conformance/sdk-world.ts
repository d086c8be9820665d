/** The library in memory as a world, called through the unmodified AWS SDK. */
import { KMS } from '@aws-sdk/client-kms';
import { createChangeNotices } from '../../src/client/change-notices.ts';
import { createSandboxClient } from '../../src/client/sandbox-client.ts';
import { methodName, type InputOf, type OperationName, type OutputOf } from '../../src/model/operations.ts';
import { createMemoryDatabase } from '../../src/storage/memory.ts';
import { createHost } from '../../src/worker/host.ts';
import type { How } from '../engine/world.ts';
import type { KmsWorld } from './kms-world.ts';

const CREDENTIALS = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/**
 * As src/memory.ts makes one, but with a database that the test holds too. Bugs inside operations fail the test that
 * meets them.
 */
export function openSdkWorld(): KmsWorld {
  const database = createMemoryDatabase();
  const onFault = (cause: unknown): void => {
    throw cause;
  };
  const host = createHost({
    openStorage: () => Promise.resolve({ database, state: { kind: 'memory', reason: 'test' } }),
    initialSettings: { custody: 'complete' },
    onFault,
  });
  const requestHandler = createSandboxClient(host, createChangeNotices(), 'default').requestHandler();
  const send = <N extends OperationName>(
    operation: N,
    input: InputOf<N>,
    { region = 'us-east-1' }: How = {},
  ): Promise<OutputOf<N>> => {
    const kms = new KMS({ region, credentials: CREDENTIALS, maxAttempts: 1, requestHandler });
    return (kms[methodName(operation) as 'sign'] as unknown as (input: InputOf<N>) => Promise<OutputOf<N>>).call(
      kms,
      input,
    );
  };
  return {
    database,
    ok: send,
    error: (operation, input, how) =>
      send(operation, input, how).then(
        () => Promise.reject(new Error(`${operation} succeeded.`)),
        (error: Error) => `${error.name}: ${error.message}`,
      ),
  };
}
