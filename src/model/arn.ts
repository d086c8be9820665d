/** Amazon Resource Names of KMS and IAM: reading and writing. Source: the guide's page on key identifiers and the IAM reference of identifiers. */

/** The parts of an ARN: `arn:partition:service:region:account:resource`. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** The parts of `text`, or undefined when it is no ARN. */
export function parseArn(text: string): Arn | undefined {
  const [arn, partition, service, region, account, ...resource] = text.split(':');
  if (arn !== 'arn' || !partition || !service || region === undefined || account === undefined || resource.length === 0)
    return undefined;
  return { partition, service, region, account, resource: resource.join(':') };
}

/** The partition of a Region: `aws-cn`, `aws-us-gov` or `aws`. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** The ARN of a KMS key. */
export function keyArn(region: string, account: string, keyId: string): string {
  return `arn:${partitionOf(region)}:kms:${region}:${account}:key/${keyId}`;
}

/** The ARN of an alias; `name` begins with `alias/`. */
export function aliasArn(region: string, account: string, name: string): string {
  return `arn:${partitionOf(region)}:kms:${region}:${account}:${name}`;
}

/** The ARN of an account's root, which stands for the account in policies. */
export function rootArn(account: string): string {
  return `arn:aws:iam::${account}:root`;
}

/** Whether `text` has the form of a key id: a UUID, or `mrk-` and 32 hex digits. Upper-case UUIDs pass, as they do at AWS. */
export function isKeyId(text: string): boolean {
  return (
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text) || /^mrk-[0-9a-f]{32}$/.test(text)
  );
}

/** The 12 digits of `111122223333` as `1111-2222-3333`, the way AWS shows them to people. */
export function accountForPeople(account: string): string {
  return account.replace(/^(\d{4})(\d{4})(\d{4})$/, '$1-$2-$3');
}
