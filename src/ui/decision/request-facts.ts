/** The condition keys that a simulated request can set: one row per key that `requestContext` takes. */
import { isAccountId } from '../../model/arn.ts';
import type { RequestContext } from '../../model/contract.ts';
import { TEXTS } from './decision-texts.ts';

const HINTS = TEXTS.request.conditionKeys;

/** One condition key. */
export interface RequestFact {
  readonly key: string;
  readonly hint: string;
  /** Its value when it is added. */
  readonly example: string;
  readonly values?: readonly string[];
  /** What each value must match, and what to say of one that does not. */
  readonly form?: readonly [Pick<RegExp, 'test'>, string];
  /** A list of values, separated by commas. */
  readonly list?: true;
  /** Present only in requests of a service. */
  readonly ofService?: true;
}

const ERRORS = TEXTS.request.invalid;
const BYTE = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`;
const IP = [new RegExp(String.raw`^(?:${BYTE}(?:\.${BYTE}){3}|(?=.*:)[\da-f:]{2,39})$`, 'i'), ERRORS.ip] as const;
const SERVICE = [/^(?:[a-z\d-]+\.)+amazonaws\.com(?:\.cn)?$/, ERRORS.service] as const;

/** The rows. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
export const REQUEST_FACTS: readonly RequestFact[] = [
  { key: 'aws:SourceIp', hint: HINTS['aws:SourceIp'], example: '203.0.113.10', form: IP },
  {
    key: 'aws:SourceVpce',
    hint: HINTS['aws:SourceVpce'],
    example: 'vpce-1a2b3c4d',
    form: [/^vpce-[\da-z]+$/, ERRORS.endpoint],
  },
  { key: 'aws:SourceVpc', hint: HINTS['aws:SourceVpc'], example: 'vpc-1a2b3c4d', form: [/^vpc-[\da-z]+$/, ERRORS.vpc] },
  { key: 'aws:VpcSourceIp', hint: HINTS['aws:VpcSourceIp'], example: '10.0.0.5', form: IP },
  { key: 'aws:SecureTransport', hint: HINTS['aws:SecureTransport'], example: 'false', values: ['true', 'false'] },
  {
    key: 'aws:MultiFactorAuthPresent',
    hint: HINTS['aws:MultiFactorAuthPresent'],
    example: 'true',
    values: ['true', 'false'],
  },
  {
    key: 'aws:MultiFactorAuthAge',
    hint: HINTS['aws:MultiFactorAuthAge'],
    example: '60',
    form: [/^\d+$/, ERRORS.seconds],
  },
  { key: 'kms:ViaService', hint: HINTS['kms:ViaService'], example: 's3.us-east-1.amazonaws.com', form: SERVICE },
  {
    key: 'aws:CalledVia',
    hint: HINTS['aws:CalledVia'],
    example: 'cloudformation.amazonaws.com',
    form: SERVICE,
    list: true,
  },
  { key: 'aws:UserAgent', hint: HINTS['aws:UserAgent'], example: 'aws-cli/2.30' },
  { key: 'aws:Referer', hint: HINTS['aws:Referer'], example: 'https://example.com/' },
  {
    key: 'aws:SourceArn',
    hint: HINTS['aws:SourceArn'],
    example: 'arn:aws:s3:::example-bucket',
    form: [/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/, ERRORS.arn],
    ofService: true,
  },
  {
    key: 'aws:SourceAccount',
    hint: HINTS['aws:SourceAccount'],
    example: '111122223333',
    form: [{ test: isAccountId }, ERRORS.account],
    ofService: true,
  },
  { key: 'aws:SourceOrgID', hint: HINTS['aws:SourceOrgID'], example: 'o-example1', ofService: true },
  {
    key: 'aws:SourceOrgPaths',
    hint: HINTS['aws:SourceOrgPaths'],
    example: 'o-example1/r-1/',
    list: true,
    ofService: true,
  },
];

/** Formats a value for an input field. */
export function factText(value: RequestContext[string] | undefined): string {
  return typeof value === 'string' ? value : (value ?? []).join(', ');
}

/** Parses the value of an input field. */
export function factValue({ list }: Pick<RequestFact, 'list'>, text: string): RequestContext[string] {
  return list
    ? text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean)
    : text;
}

/** Why a request cannot have this value of a condition key; '' if it can, or has none. */
export function factFinding({ form }: Pick<RequestFact, 'form'>, value: RequestContext[string] | undefined): string {
  if (value === undefined) return '';
  const values = typeof value === 'string' ? [value] : value;
  if (values.length === 0 || values.some((one) => one.trim() === '')) return ERRORS.empty;
  return form && !values.every((one) => form[0].test(one)) ? form[1] : '';
}
