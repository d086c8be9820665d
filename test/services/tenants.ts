/** Sandboxes with tenants: a role for each, and keys whose policies keep them apart. */
import { createStrongroom, type StrongroomLibrary } from '../../src/memory.ts';

export const ACCOUNT = '111122223333';
export const TENANTS = ['red', 'green', 'blue'] as const;
export type Tenant = (typeof TENANTS)[number];

/** The session of a tenant's app. */
export const appOf = (tenant: string): string => `arn:aws:sts::${ACCOUNT}:assumed-role/App-${tenant}/app`;
const roleOf = (tenant: string): string => `arn:aws:iam::${ACCOUNT}:role/App-${tenant}`;

const admin = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' };
const use = (tenant: string, condition?: object) => ({
  Effect: 'Allow',
  Principal: { AWS: roleOf(tenant) },
  Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
  Resource: '*',
  ...(condition === undefined ? {} : { Condition: condition }),
});
const document = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [admin, ...statements] });

/** A sandbox with the three roles. */
export async function tenantSandbox(): Promise<StrongroomLibrary> {
  const strongroom = createStrongroom();
  await strongroom.sandbox.clock.pause();
  for (const tenant of TENANTS) await strongroom.sandbox.principals.put({ arn: roleOf(tenant), accessKey: false });
  return strongroom;
}

/** Creates a key that each tenant may use with its own name in the context. */
export async function sharedKey(strongroom: StrongroomLibrary): Promise<string> {
  const Policy = document(
    ...TENANTS.map((tenant) => use(tenant, { StringEquals: { 'kms:EncryptionContext:tenant': tenant } })),
  );
  return (await strongroom.kms().createKey({ Policy })).KeyMetadata?.Arn as string;
}

/** Creates a key for each tenant. */
export async function tenantKeys(
  strongroom: StrongroomLibrary,
  input: { readonly MultiRegion?: boolean; readonly Origin?: 'EXTERNAL' } = {},
): Promise<Record<Tenant, string>> {
  const keys: Record<string, string> = {};
  for (const tenant of TENANTS)
    keys[tenant] = (await strongroom.kms().createKey({ ...input, Policy: document(use(tenant)) })).KeyMetadata
      ?.Arn as string;
  return keys as Record<Tenant, string>;
}

/** The policy of a replica key of a tenant. */
export const tenantPolicy = (tenant: string): string => document(use(tenant));
