import type { KeyMetadata } from '../../model/sdk.ts';

type Always =
  | 'AWSAccountId'
  | 'Arn'
  | 'CreationDate'
  | 'Enabled'
  | 'KeyId'
  | 'KeyManager'
  | 'KeySpec'
  | 'KeyState'
  | 'KeyUsage'
  | 'Origin';

/** The metadata of a key as DescribeKey answers it: the SDK's type leaves open members that every answer has. */
export type KeyView = KeyMetadata & { readonly [M in Always]-?: NonNullable<KeyMetadata[M]> };

const ALWAYS: readonly Always[] = [
  'AWSAccountId',
  'Arn',
  'CreationDate',
  'Enabled',
  'KeyId',
  'KeyManager',
  'KeySpec',
  'KeyState',
  'KeyUsage',
  'Origin',
];

/** The view of a key. Throws TypeError where a member is missing: the answer of another service, or a fault of ours. */
export function keyView(metadata: KeyMetadata | undefined): KeyView {
  const missing = ALWAYS.filter((member) => metadata?.[member] === undefined);
  if (missing.length > 0) throw new TypeError(`The metadata of the key has no ${missing.join(', ')}.`);
  return metadata as KeyView;
}
