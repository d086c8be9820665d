/** Unmodified SDK clients over a sandbox in memory. */
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { KMSClient } from '@aws-sdk/client-kms';
import { STSClient, type AssumeRoleCommandOutput, type GetSessionTokenCommandOutput } from '@aws-sdk/client-sts';
import { createStrongroom } from '../../../src/memory.ts';
import type { StrongroomLibrary } from '../../../src/library.ts';
import { ADMIN_CREDENTIALS } from '../../../src/model/documented-world.ts';

export const ADMIN = 'arn:aws:iam::111122223333:user/admin';
export const LEARNER = 'arn:aws:iam::111122223333:role/Learner';
export const OTHER_ACCOUNT = '444455556666';

/** Credentials as SDK clients take them. */
export interface ClientCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The clients of one caller. */
export interface Clients {
  readonly sts: STSClient;
  readonly cloudTrail: CloudTrailClient;
  readonly kms: KMSClient;
}

/** A sandbox with the clients of its administrator, and a way to those of other callers. */
export interface ServiceWorld extends Clients {
  readonly strongroom: StrongroomLibrary;
  readonly as: (credentials: ClientCredentials, region?: string) => Clients;
}

export function serviceWorld(): ServiceWorld {
  const strongroom = createStrongroom();
  const as = (credentials: ClientCredentials, region = 'eu-west-1'): Clients => {
    const config = { region, credentials, requestHandler: strongroom.requestHandler(), maxAttempts: 1 };
    return { sts: new STSClient(config), cloudTrail: new CloudTrailClient(config), kms: new KMSClient(config) };
  };
  return { strongroom, as, ...as(ADMIN_CREDENTIALS) };
}

/** The credentials of an answer. */
export function credentialsOf({ Credentials }: AssumeRoleCommandOutput | GetSessionTokenCommandOutput) {
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

/** The error of a call that fails: `status Name: message`. */
export async function failure(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { readonly $metadata?: { readonly httpStatusCode?: number } };
    return `${$metadata?.httpStatusCode ?? ''} ${name}: ${message}`;
  }
  throw new Error('The call succeeded.');
}
