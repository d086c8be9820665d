/** What a question can say of the network and the session: one row per condition key that `requestContext` takes. */
import type { RequestContext } from '../../model/contract.ts';

/** One fact. */
export interface RequestFact {
  readonly key: string;
  readonly hint: string;
  /** What it begins with when it is added. */
  readonly example: string;
  readonly values?: readonly string[];
  /** A list: typed with commas. */
  readonly list?: true;
  /** Only a service can say it. */
  readonly ofService?: true;
}

/** The rows. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
export const REQUEST_FACTS: readonly RequestFact[] = [
  { key: 'aws:SourceIp', hint: 'the address that the request comes from', example: '203.0.113.10' },
  { key: 'aws:SourceVpce', hint: 'the VPC endpoint that it comes through', example: 'vpce-1a2b3c4d' },
  { key: 'aws:SourceVpc', hint: 'the VPC that it comes from', example: 'vpc-1a2b3c4d' },
  { key: 'aws:VpcSourceIp', hint: 'the address in that VPC', example: '10.0.0.5' },
  { key: 'aws:SecureTransport', hint: 'whether it is sent with TLS', example: 'false', values: ['true', 'false'] },
  {
    key: 'aws:MultiFactorAuthPresent',
    hint: 'whether the caller showed a second factor',
    example: 'true',
    values: ['true', 'false'],
  },
  { key: 'aws:MultiFactorAuthAge', hint: 'seconds since then', example: '60' },
  { key: 'kms:ViaService', hint: 'the AWS service that calls for the caller', example: 's3.us-east-1.amazonaws.com' },
  {
    key: 'aws:CalledVia',
    hint: 'all services on the way, the first one first',
    example: 'cloudformation.amazonaws.com',
    list: true,
  },
  { key: 'aws:UserAgent', hint: 'what the client calls itself', example: 'aws-cli/2.30' },
  { key: 'aws:Referer', hint: 'the page that linked to it', example: 'https://example.com/' },
  {
    key: 'aws:SourceArn',
    hint: 'the resource for which a service calls',
    example: 'arn:aws:s3:::example-bucket',
    ofService: true,
  },
  { key: 'aws:SourceAccount', hint: 'the account of that resource', example: '111122223333', ofService: true },
  { key: 'aws:SourceOrgID', hint: 'the organization of that resource', example: 'o-example1', ofService: true },
  {
    key: 'aws:SourceOrgPaths',
    hint: 'its place in the organization',
    example: 'o-example1/r-1/',
    list: true,
    ofService: true,
  },
];

/** A value as it is typed. */
export function factText(value: RequestContext[string] | undefined): string {
  return typeof value === 'string' ? value : (value ?? []).join(', ');
}

/** The value that `text` says. */
export function factValue({ list }: Pick<RequestFact, 'list'>, text: string): RequestContext[string] {
  return list
    ? text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean)
    : text;
}
