/**
 * The services whose AWS managed keys this sandbox creates. Sources:
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-key,
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html, and published answers of ListAliases.
 * docs/sandbox-api.md lists them.
 */

/** Services with a predefined alias: ListAliases shows it in every account, also before there is a key. */
const PREDEFINED = [
  'acm',
  'dynamodb',
  'ebs',
  'elasticfilesystem',
  'es',
  'glue',
  'kinesisvideo',
  'lambda',
  'rds',
  'redshift',
  's3',
  'secretsmanager',
  'ssm',
  'xray',
] as const;

/** Services whose alias appears with its key. */
const OTHERS = [
  'appflow',
  'backup',
  'cloud9',
  'codeartifact',
  'codecommit',
  'connect',
  'dax',
  'dms',
  'fsx',
  'kafka',
  'kinesis',
  'lex',
  'lightsail',
  'mq',
  'sns',
  'sqs',
  'timestream',
  'workspaces',
] as const;

/** Every service that has an AWS managed key. */
export const MANAGED_SERVICES: readonly string[] = [...PREDEFINED, ...OTHERS].sort();

/** Service name in `kms:ViaService` where it differs from the alias. */
const VIA: Readonly<Record<string, string>> = { ebs: 'ec2' };

/** Returns the service of an alias of an AWS managed key, `alias/aws/<service>`, or undefined for any other name. */
export function managedService(alias: string): string | undefined {
  return MANAGED_SERVICES.find((service) => alias === `alias/aws/${service}`);
}

/** Predefined aliases in list order. An account has them before it has their keys. */
export const PREDEFINED_ALIASES: readonly string[] = PREDEFINED.map((service) => `alias/aws/${service}`);

/** Value of `kms:ViaService` in a Region for calls through `service`. */
export const viaServiceName = (service: string, region: string): string =>
  `${VIA[service] ?? service}.${region}.amazonaws.com`;
