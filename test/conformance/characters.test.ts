/** Which characters AWS accepts in each text, in the engine and through the SDK. */
import { expect } from 'chai';
import type { InputOf, OperationName } from '../../src/model/operations.ts';
import { testWorld } from '../engine/world.ts';
import { validateInput } from '../../src/engine/pipeline/validate-input.ts';
import type { KmsWorld } from './kms-world.ts';
import { openSdkWorld } from './sdk-world.ts';

interface Row {
  readonly what: string;
  readonly operation: OperationName;
  readonly input: (key: string) => object;
  /** The error with its text; undefined if the call succeeds. */
  readonly says?: string;
}

const row = <N extends OperationName>(
  operation: N,
  what: string,
  input: (key: string) => InputOf<N>,
  says?: string,
): Row => ({ operation, what, input, ...(says === undefined ? {} : { says }) });

const pattern = (value: string, at: string, source: string): string =>
  `ValidationException: 1 validation error detected: Value '${value}' at '${at}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${source}`;

const SPECIAL = '_.:/=+-@';
const TAG_TEXTS = ['My Team', SPECIAL, 'Zürich', '日本', 'ключ', '٣', 'a\u00a0b', 'a\u3000b'];
const NO_TAG_TEXTS = [
  'My & My Team',
  'a,b',
  '(a)',
  'a"b',
  'a*b',
  'a%b',
  '<b>',
  'a\tb',
  'a\nb',
  '😀',
  'e\u0301',
  'a#b',
  'a\\b',
];

const tagRows = (text: string, says?: string): Row[] => [
  row('CreateKey', `tag key ${JSON.stringify(text)}`, () => ({ Tags: [{ TagKey: text, TagValue: '' }] }), says),
  row('CreateKey', `tag value ${JSON.stringify(text)}`, () => ({ Tags: [{ TagKey: 'a', TagValue: text }] }), says),
  row(
    'TagResource',
    `key ${JSON.stringify(text)}`,
    (KeyId) => ({ KeyId, Tags: [{ TagKey: text, TagValue: '' }] }),
    says,
  ),
  row(
    'TagResource',
    `value ${JSON.stringify(text)}`,
    (KeyId) => ({ KeyId, Tags: [{ TagKey: 'a', TagValue: text }] }),
    says,
  ),
];

const ALIAS = '^[a-zA-Z0-9:/_-]+$';
const PREFIX =
  'ValidationException: Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html';
const ALIASES: readonly [name: string, says?: string][] = [
  ['alias/app'],
  ['alias/a/b_c-D9'],
  ['alias//'],
  ['alias/aws'],
  ['alias/aws-x'],
  ['alias/AWS/s3'],
  ['alias/a b', pattern('alias/a b', 'aliasName', ALIAS)],
  ['alias/a.b', pattern('alias/a.b', 'aliasName', ALIAS)],
  ['alias/ä', pattern('alias/ä', 'aliasName', ALIAS)],
  ['alias/a\n', pattern('alias/a\n', 'aliasName', ALIAS)],
  ['alias/😀', pattern('alias/😀', 'aliasName', ALIAS)],
  ['alias/a:b', 'ValidationException: alias/a:b contains invalid characters for an alias'],
  ['alias/', PREFIX],
  ['ALIAS/app', PREFIX],
  ['app', PREFIX],
];

const POLICY = '^[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+$';
const PRINCIPAL = '^[\\w+=,.@:/-]+$';
const ROOT = 'arn:aws:iam::111122223333:root';
const HERE = 'arn:aws:kms:us-east-1:111122223333';

const ROWS: readonly Row[] = [
  ...TAG_TEXTS.flatMap((text) => tagRows(text)),
  ...NO_TAG_TEXTS.flatMap((text) => tagRows(text, 'TagException: Invalid tag')),
  row('UntagResource', 'any key, which no tag of the key has', (KeyId) => ({ KeyId, TagKeys: ['My & My Team'] })),

  ...ALIASES.flatMap(([name, says]): Row[] => {
    const missing = `NotFoundException: Alias ${HERE}:${name} is not found.`;
    return [
      row('CreateAlias', JSON.stringify(name), (TargetKeyId) => ({ AliasName: name, TargetKeyId }), says),
      row('UpdateAlias', JSON.stringify(name), (TargetKeyId) => ({ AliasName: name, TargetKeyId }), says ?? missing),
      row('DeleteAlias', JSON.stringify(name), () => ({ AliasName: name }), says ?? missing),
    ];
  }),

  ...['', 'a\tb\n', '\u0000', '😀 & "日本"', '<img src=x>'].flatMap((Description): Row[] => [
    row('CreateKey', `description ${JSON.stringify(Description)}`, () => ({ Description })),
    row('UpdateKeyDescription', JSON.stringify(Description), (KeyId) => ({ KeyId, Description })),
  ]),

  ...['de fault', 'a-b', 'dé', 'default\n'].map((PolicyName) =>
    row(
      'GetKeyPolicy',
      `policy name ${JSON.stringify(PolicyName)}`,
      (KeyId) => ({ KeyId, PolicyName }),
      pattern(PolicyName, 'policyName', '^[\\w]+$'),
    ),
  ),
  ...['Ā', '😀', '\u0001', '{"Id":"日本"}'].flatMap((Policy): Row[] => [
    row('PutKeyPolicy', JSON.stringify(Policy), (KeyId) => ({ KeyId, Policy }), pattern(Policy, 'policy', POLICY)),
    row('CreateKey', `policy ${JSON.stringify(Policy)}`, () => ({ Policy }), pattern(Policy, 'policy', POLICY)),
  ]),

  ...['a:b/c_d-9'].map((Name) =>
    row('CreateGrant', `name ${Name}`, (KeyId) => ({
      ...{ KeyId, Name, GranteePrincipal: ROOT, Operations: ['Decrypt'] },
    })),
  ),
  ...['a b', 'a.b', 'ä', 'a\n', 'a=b'].map((Name) =>
    row(
      'CreateGrant',
      `name ${JSON.stringify(Name)}`,
      (KeyId) => ({ KeyId, Name, GranteePrincipal: ROOT, Operations: ['Decrypt'] }),
      pattern(Name, 'name', ALIAS),
    ),
  ),
  ...['user a', 'arn:aws:iam::111122223333:user/ä', 'arn:aws:iam::111122223333:user/*'].flatMap((arn): Row[] => [
    row(
      'CreateGrant',
      `grantee ${arn}`,
      (KeyId) => ({ KeyId, GranteePrincipal: arn, Operations: ['Decrypt'] }),
      pattern(arn, 'granteePrincipal', PRINCIPAL),
    ),
    row(
      'CreateGrant',
      `retiring principal ${arn}`,
      (KeyId) => ({ KeyId, GranteePrincipal: ROOT, RetiringPrincipal: arn, Operations: ['Decrypt'] }),
      pattern(arn, 'retiringPrincipal', PRINCIPAL),
    ),
    row(
      'ListRetirableGrants',
      `principal ${arn}`,
      () => ({ RetiringPrincipal: arn }),
      pattern(arn, 'retiringPrincipal', PRINCIPAL),
    ),
  ]),

  row(
    'DescribeKey',
    'a key ID that is not ASCII',
    () => ({ KeyId: 'ключ' }),
    pattern('ключ', 'keyId', '^\\p{ASCII}+$'),
  ),
  row('ListKeys', 'a marker outside Latin-1', () => ({ Marker: 'Ā' }), pattern('Ā', 'marker', '^[\\u0020-\\u00FF]*$')),

  // The guide: keys and values of an encryption context are simple text and can include Unicode characters.
  ...['', ' ', SPECIAL, 'My & My Team', '日本', '😀', '\u0000', 'a\nb', 'aws:s3:arn'].flatMap((text): Row[] => [
    row('GenerateDataKey', `context key ${JSON.stringify(text)}`, (KeyId) => ({
      ...{ KeyId, KeySpec: 'AES_256', EncryptionContext: { [text]: 'v' } },
    })),
    row('GenerateDataKey', `context value ${JSON.stringify(text)}`, (KeyId) => ({
      ...{ KeyId, KeySpec: 'AES_256', EncryptionContext: { k: text } },
    })),
  ]),
];

const HOMES: readonly [name: string, open: () => Promise<KmsWorld>][] = [
  ['', testWorld],
  [', through the SDK', () => Promise.resolve(openSdkWorld())],
];

for (const [home, open] of HOMES) {
  describe(`characters of texts${home}`, () => {
    for (const { operation, what, input, says } of ROWS) {
      it(`${operation} ${says === undefined ? 'accepts' : 'rejects'} ${what}`, async () => {
        const world = await open();
        const KeyId = (await world.ok('CreateKey', {})).KeyMetadata?.KeyId ?? '';
        const sent = input(KeyId) as InputOf<OperationName>;
        if (says === undefined) await world.ok(operation, sent);
        else expect(await world.error(operation, sent)).to.equal(says);
      });
    }
  });
}

describe('white space in a pattern', () => {
  it('is that of ASCII, as in Java', () => {
    const input = (text: string) => ({
      ...{ KeyId: 'k', ImportToken: Uint8Array.of(1), EncryptedKeyMaterial: Uint8Array.of(1) },
      KeyMaterialDescription: text,
    });
    for (const text of ['a b', 'a\tb', 'a\nb', 'a\u000bb', 'a\fb', 'a\rb'])
      expect(validateInput('ImportKeyMaterial', input(text))).to.include({ KeyMaterialDescription: text });
    for (const text of ['a\u00a0b', 'a\u2003b', 'a\u2028b', 'a\ufeffb'])
      expect(() => validateInput('ImportKeyMaterial', input(text))).to.throw(/regular expression pattern/);
  });
});
