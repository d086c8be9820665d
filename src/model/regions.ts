/** The Regions that the console offers. Any well-formed Region name works in a call. */

/** Region codes with their English names. Source: the AWS table of Regions. */
export const REGIONS: Readonly<Record<string, string>> = {
  'us-east-1': 'US East (N. Virginia)',
  'us-east-2': 'US East (Ohio)',
  'us-west-1': 'US West (N. California)',
  'us-west-2': 'US West (Oregon)',
  'ca-central-1': 'Canada (Central)',
  'sa-east-1': 'South America (São Paulo)',
  'eu-west-1': 'Europe (Ireland)',
  'eu-west-2': 'Europe (London)',
  'eu-west-3': 'Europe (Paris)',
  'eu-central-1': 'Europe (Frankfurt)',
  'eu-north-1': 'Europe (Stockholm)',
  'eu-south-1': 'Europe (Milan)',
  'ap-south-1': 'Asia Pacific (Mumbai)',
  'ap-southeast-1': 'Asia Pacific (Singapore)',
  'ap-southeast-2': 'Asia Pacific (Sydney)',
  'ap-northeast-1': 'Asia Pacific (Tokyo)',
  'ap-northeast-2': 'Asia Pacific (Seoul)',
  'me-south-1': 'Middle East (Bahrain)',
  'af-south-1': 'Africa (Cape Town)',
  'cn-north-1': 'China (Beijing)',
  'cn-northwest-1': 'China (Ningxia)',
};

/** The Region of a call that names none. */
export const DEFAULT_REGION = 'us-east-1';

/** Whether `region` has keys of `spec`: SM2 is in the China Regions alone, ML-KEM everywhere else. Source: the guide's key spec reference. */
export function regionHasSpec(region: string, spec: string): boolean {
  const china = region.startsWith('cn-');
  return spec === 'SM2' ? china : !(spec.startsWith('ML_KEM_') && china);
}
