/**
 * Parses and formats Amazon Resource Names of KMS and IAM. Sources:
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id-alias-ARN,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */

/** The parts of an ARN: `arn:partition:service:region:account:resource`. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** Parses an ARN. Returns undefined if `text` is not one. */
export function parseArn(text: string): Arn | undefined {
  const [arn, partition, service, region, account, ...resource] = text.split(':');
  if (arn !== 'arn' || !partition || !service || region === undefined || account === undefined || resource.length === 0)
    return undefined;
  return { partition, service, region, account, resource: resource.join(':') };
}

/** Returns the partition of a Region: `aws-cn`, `aws-us-gov` or `aws`. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** Returns the ARN of a KMS key. */
export function keyArn(region: string, account: string, keyId: string): string {
  return `arn:${partitionOf(region)}:kms:${region}:${account}:key/${keyId}`;
}

/** Returns the ARN of an alias. `name` starts with `alias/`. */
export function aliasArn(region: string, account: string, name: string): string {
  return `arn:${partitionOf(region)}:kms:${region}:${account}:${name}`;
}

/** Returns the ARN of the root user of an account, which stands for the account in policies. */
export function rootArn(account: string): string {
  return `arn:aws:iam::${account}:root`;
}

/** Pattern of an account ID: 12 digits. */
export const ACCOUNT_ID_PATTERN = String.raw`\d{12}`;

const ACCOUNT_ID = new RegExp(`^${ACCOUNT_ID_PATTERN}$`);

/** Whether `text` has the form of an account ID. */
export function isAccountId(text: string): boolean {
  return ACCOUNT_ID.test(text);
}

/** Parses an ARN of IAM or STS that names an account. These services have no Regions. */
export function parseIdentityArn(text: string, service: 'iam' | 'sts'): Arn | undefined {
  const arn = parseArn(text);
  const isNamed = arn?.service === service && arn.region === '' && isAccountId(arn.account);
  return isNamed && /^aws[a-z-]*$/.test(arn.partition) ? arn : undefined;
}

const ACCOUNT_PRINCIPAL = new RegExp(`^(?:arn:aws[a-z-]*:iam::)?(${ACCOUNT_ID_PATTERN})(?::root)?$`);

/** Returns the account that a principal of a policy or grant stands for: by its ID, or by the ARN of its root user. */
export function accountOfPrincipal(principal: string): string | undefined {
  return ACCOUNT_PRINCIPAL.exec(principal)?.[1];
}

/** Whether `text` has the form of a key ID: a UUID, or `mrk-` and 32 hex digits. Like AWS, accepts upper-case UUIDs. */
export function isKeyId(text: string): boolean {
  return (
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text) || /^mrk-[0-9a-f]{32}$/.test(text)
  );
}

/** Formats the account ID `111122223333` as `1111-2222-3333`, as AWS displays it. */
export function accountForPeople(account: string): string {
  return account.replace(/^(\d{4})(\d{4})(\d{4})$/, '$1-$2-$3');
}
