/**
 * The services whose AWS managed keys this sandbox creates. Sources:
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-key,
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html
 */
const SERVICES = [
  'acm',
  'backup',
  'dynamodb',
  'ebs',
  'elasticfilesystem',
  'es',
  'glue',
  'kinesis',
  'lambda',
  'rds',
  'redshift',
  's3',
  'secretsmanager',
  'sns',
  'sqs',
  'ssm',
] as const;

/** Service name in `kms:ViaService` where it differs from the alias. */
const VIA: Readonly<Record<string, string>> = { ebs: 'ec2' };

/** Returns the service of a predefined alias, `alias/aws/<service>`, or undefined for any other name. */
export function managedService(alias: string): string | undefined {
  return SERVICES.find((service) => alias === `alias/aws/${service}`);
}

/** Predefined aliases in list order. An account has them before it has their keys. */
export const PREDEFINED_ALIASES: readonly string[] = SERVICES.map((service) => `alias/aws/${service}`).sort();

/** Value of `kms:ViaService` in a Region for calls through `service`. */
export const viaServiceName = (service: string, region: string): string =>
  `${VIA[service] ?? service}.${region}.amazonaws.com`;
