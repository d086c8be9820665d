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

/** The metadata of a key from DescribeKey. In the SDK's type, members are optional that every response has. */
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

/** Checks the metadata of a key. Throws TypeError where a member is missing, which is a bug. */
export function keyView(metadata: KeyMetadata | undefined): KeyView {
  const missing = ALWAYS.filter((member) => metadata?.[member] === undefined);
  if (missing.length > 0) throw new TypeError(`The metadata of the key has no ${missing.join(', ')}.`);
  return metadata as KeyView;
}
