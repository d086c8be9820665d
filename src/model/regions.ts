/** Regions that the console offers. Calls accept any well-formed Region name. */

/** Region codes with their English names. Source: https://docs.aws.amazon.com/general/latest/gr/kms.html#kms_region */
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

/** Default Region of a call. */
export const DEFAULT_REGION = 'us-east-1';

/**
 * Whether `region` supports keys of `spec`: SM2 only in the China Regions, ML-KEM only in the others. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html
 */
export function regionHasSpec(region: string, spec: string): boolean {
  const china = region.startsWith('cn-');
  return spec === 'SM2' ? china : !(spec.startsWith('ML_KEM_') && china);
}

/** The form of the name of a Region, whether or not the Region exists. */
const REGION_NAME = /^([a-z]+-){2,3}\d+$/;

/** Whether `name` has the form of the name of a Region. */
export function isRegionName(name: string): boolean {
  return REGION_NAME.test(name);
}
