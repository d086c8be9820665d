/** A program that uses the types of the packed library. */

/** A consumer that compiles only if the types are there, and are not `any`. */
export const TYPES_CONSUMER = `
import { KMSClient } from '@aws-sdk/client-kms';
import { createStrongroom, type AuditEvent, type Decision, type KmsClient, type StrongroomLibrary } from 'strongroom';
import {
  createStrongroom as inMemory,
  exceptions,
  KMSServiceException,
  SeedError,
  type SeedDocument,
} from 'strongroom/memory';
import { proveLab, validateLab, type LabFinding, type LabProof } from 'strongroom/labs';
import 'strongroom/worker';

const strongroom: StrongroomLibrary = inMemory();
export const client = new KMSClient({ region: 'us-east-1', requestHandler: strongroom.requestHandler() });
export const fromWorker = (worker: Worker): StrongroomLibrary => createStrongroom({ world: 'tests', worker });
const kms: KmsClient = strongroom.kms('eu-west-1', 'arn:aws:iam::111122223333:role/Learner');
export async function use(): Promise<string | undefined> {
  const { KeyMetadata } = await kms.createKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
  const spec: 'ECC_NIST_P256' | (string & {}) | undefined = KeyMetadata?.KeySpec;
  const events: readonly AuditEvent[] = (await strongroom.sandbox.events.query({ limit: 5 })).events;
  const now: Date = await strongroom.sandbox.clock.advance(60);
  return \`\${spec} \${events.length} \${now.toISOString()}\`;
}
export const problems: readonly LabFinding[] = validateLab('{}');
export const proof: Promise<LabProof> = proveLab({}, { language: 'de' });
// @ts-expect-error an option that does not exist
export const wrongOption = proveLab({}, { lang: 'de' });
export const why = (decision: Decision): boolean => decision.allowed;
export const statusOf = (error: unknown): number =>
  error instanceof exceptions.NotFoundException || error instanceof KMSServiceException ? error.$metadata.httpStatusCode : 0;
export const seed: SeedDocument = {
  version: 1,
  keys: [{ name: 'orders', spec: 'ECC_NIST_P256', usage: 'SIGN_VERIFY' }],
  grants: [{ key: 'orders', grantee: 'arn:aws:iam::111122223333:user/admin', operations: ['Sign'] }],
};
export const placesOf = (error: unknown): readonly (string | number)[] =>
  error instanceof SeedError ? error.problems.flatMap(({ path }) => path) : [];
// @ts-expect-error an operation that no grant can allow
export const wrongGrant: SeedDocument = { version: 1, grants: [{ key: 'a', grantee: 'b', operations: ['decrypt'] }] };
// @ts-expect-error a member that a key does not have
export const wrongMember: SeedDocument = { version: 1, keys: [{ name: 'a', rotationPeriod: 90 }] };
// @ts-expect-error an error name that is none
export const wrongError = () => exceptions.NoSuchException;
// @ts-expect-error a key spec that is none
export const wrongSpec = () => kms.createKey({ KeySpec: 'ROT_13' });
// @ts-expect-error an operation that is none
export const wrongOperation = () => kms.makeKey({});
// @ts-expect-error an option that is none
export const wrongOption = () => createStrongroom({ universe: 'default' });
`;
