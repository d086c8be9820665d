/** Calls that a service makes on behalf of its caller. */
import type { KmsClient } from '../client/strongroom.ts';
import { parseArn } from '../model/arn.ts';
import { DEFAULT_REGION } from '../model/regions.ts';
import type { ServiceSandbox } from './service-store.ts';

/** Who calls a service, and where. Members of the sandbox, next to those of AWS. */
export interface ServiceCaller {
  /** ARN of the caller. Omitted: `user/admin` of the default account. */
  readonly caller?: string;
  /** Omitted: `us-east-1`. */
  readonly region?: string;
}

/**
 * Returns a client whose calls are those of a service for the caller: `kms:ViaService` is set, and the record of the
 * call names the service in `invokedBy`.
 * @param service the name in `kms:ViaService`: `s3`, `secretsmanager`, `ec2`
 */
export function kmsVia({ kms }: ServiceSandbox, service: string, { caller, region }: ServiceCaller): KmsClient {
  const inRegion = region ?? DEFAULT_REGION;
  return kms(inRegion, caller, { 'kms:ViaService': `${service}.${inRegion}.amazonaws.com` });
}

/** Returns the account of the caller. */
export async function accountOf({ sandbox }: ServiceSandbox, { caller }: ServiceCaller): Promise<string> {
  const account = caller === undefined ? '' : parseArn(caller)?.account;
  return account ? account : (await sandbox.settings.get()).defaultAccount;
}
