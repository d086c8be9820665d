/** The services whose AWS managed keys this sandbox makes. Source: the guide's pages on AWS managed keys and on predefined aliases. */
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

/** What calls say in `kms:ViaService` where it is not the name of the alias. */
const VIA: Readonly<Record<string, string>> = { ebs: 'ec2' };

/** The service of a predefined alias, `alias/aws/<service>`; undefined for any other name. */
export function managedService(alias: string): string | undefined {
  return SERVICES.find((service) => alias === `alias/aws/${service}`);
}

/** The predefined aliases, in the order of a list: an account has them before it has their keys. */
export const PREDEFINED_ALIASES: readonly string[] = SERVICES.map((service) => `alias/aws/${service}`).sort();

/** What calls through `service` have as `kms:ViaService` in a Region. */
export const viaServiceName = (service: string, region: string): string =>
  `${VIA[service] ?? service}.${region}.amazonaws.com`;
