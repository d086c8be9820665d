/**
 * Runs the tables through a client: each operation with success, and each of its declared errors. Says what is not as
 * it should be, in words.
 */
import * as sdk from '@aws-sdk/client-kms';
import type { KmsErrorName } from '../../../src/model/errors.ts';
import type { Registered } from '../../conformance/cases.ts';
import { ready, send, type Aid } from './fixture.ts';
import type { Provoke, Refused } from './refusal.ts';
import { GENERAL, UNREACHABLE, wayTo } from './refusals.ts';

/** A client of a fresh world, each time. */
export type Fresh = () => Promise<{ readonly kms: sdk.KMS; readonly aid: Aid }>;

/** A declared error of an operation. */
export interface Pair {
  readonly operation: Registered;
  readonly name: KmsErrorName;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `undefined`, or what is wrong with the answer to a valid call. */
export async function succeeds(operation: Registered, fresh: Fresh): Promise<string | undefined> {
  const { kms, aid } = await fresh();
  const { input, output } = await ready(kms, operation, aid);
  const answer = await send(kms, operation, input);
  const { $metadata, ...members } = answer as sdk.ServiceOutputTypes;
  const found = Object.keys(members).sort().join(' ');
  if (found !== output.join(' ')) return `${operation} answers with ${found}, not ${output.join(' ')}`;
  if ($metadata.httpStatusCode !== 200 || !UUID.test($metadata.requestId ?? ''))
    return `${operation}: ${JSON.stringify($metadata)}`;
  return undefined;
}

async function refusalOf(
  operation: Registered,
  provoke: Provoke,
  fresh: Fresh,
): Promise<{ error: unknown; refused: Refused }> {
  const { kms, aid } = await fresh();
  const { made, input } = await ready(kms, operation, aid);
  const refused = await provoke(made, input, operation);
  const error = await send(kms, operation, refused.input).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { error, refused };
}

/** `undefined`, or what is wrong with the error as the SDK throws it: its class, name, message, fault and status. */
export async function refuses({ operation, name }: Pair, fresh: Fresh): Promise<string | undefined> {
  const provoke = wayTo(operation, name);
  if (provoke === undefined) return `${operation}: there is no way to ${name}`;
  const { error, refused } = await refusalOf(operation, provoke, fresh);
  const wrong = (what: string) => `${operation} ${name}: ${what}`;
  if (!(error instanceof sdk.KMSServiceException)) return wrong(String(error));
  if (error.name !== name) return wrong(`${error.name}: ${error.message}`);
  const { [name as keyof typeof sdk]: declared } = sdk;
  if (!(error instanceof (declared as typeof sdk.KMSServiceException))) return wrong(`is no ${name} of the SDK`);
  if (error.message !== refused.says) return wrong(`says '${error.message}', not '${refused.says}'`);
  // Recorded on AWS: 400 for every fault of the client, which is what the SDK's class says of itself, whatever status
  // its model names.
  if (error.$metadata.httpStatusCode !== (error.$fault === 'client' ? 400 : 500))
    return wrong(`has the status ${error.$metadata.httpStatusCode}`);
  if (!UUID.test(error.$metadata.requestId ?? '')) return wrong(`has the request id ${error.$metadata.requestId}`);
  return undefined;
}

/** `undefined`, or what a call of UNREACHABLE gives that its entry does not say. */
export async function unreachable({ operation, name }: Pair, fresh: Fresh): Promise<string | undefined> {
  const entry = UNREACHABLE[operation]?.[name];
  const probe = entry?.probe ?? GENERAL[name];
  if (entry === undefined || probe === undefined) return `${operation} ${name}: no probe`;
  const { error } = await refusalOf(operation, probe, fresh);
  const now = error === undefined ? 'success' : (error as Error).name;
  return now === entry.now ? undefined : `${operation} ${name}: ${now} now, not ${entry.now}`;
}
