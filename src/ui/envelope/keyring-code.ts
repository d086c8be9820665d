/** Writes the keyrings of a run as code: JavaScript, or Python where the AWS Encryption SDK for JavaScript has none. */
import { quoteJs, quotePython } from './code-quoting.ts';
import type { Direction } from './envelope-run.ts';
import type { KeyringFact } from './keyring-facts.ts';

/** Keyrings that only the material providers library has. */
const ONLY_IN_PYTHON: ReadonlySet<KeyringFact['type']> = new Set(['aws-kms-rsa', 'aws-kms-ecdh', 'raw-ecdh']);

/** Whether the AWS Encryption SDK for JavaScript lacks one of the keyrings. */
export const needsPython = (facts: readonly KeyringFact[]): boolean =>
  facts.some(({ type }) => ONLY_IN_PYTHON.has(type));

/** Whether code in Python is written for all of the keyrings. */
export const hasPython = (facts: readonly KeyringFact[]): boolean =>
  facts.every(({ type }) => type === 'aws-kms' || ONLY_IN_PYTHON.has(type));

/** Statements that declare `keyring`, and the names that they import. */
interface KeyringCode {
  readonly imports: readonly string[];
  readonly lines: readonly string[];
}

const indent = (lines: readonly string[]) => lines.map((line) => `  ${line}`);

const BRANCH_KEY_TABLE = 'branch-keys';
const CACHE_TTL_SECONDS = 600;

function jsKeyring(
  fact: KeyringFact,
  direction: Direction,
  region: string,
): KeyringCode & { readonly setUp: readonly string[] } {
  switch (fact.type) {
    case 'aws-kms-hierarchy':
      return {
        imports: ['BranchKeyStoreNode', 'KmsHierarchicalKeyRingNode'],
        setUp: [
          '// The table and its branch keys must exist in DynamoDB.',
          'const keyStore = new BranchKeyStoreNode({',
          `  storage: { ddbTableName: ${quoteJs(BRANCH_KEY_TABLE)} },`,
          `  logicalKeyStoreName: ${quoteJs(BRANCH_KEY_TABLE)},`,
          `  kmsConfiguration: { identifier: ${fact.keyArn ? quoteJs(fact.keyArn) : 'process.env.KMS_KEY_ARN'} },`,
          '});',
        ],
        lines: [
          'new KmsHierarchicalKeyRingNode({',
          `  branchKeyId: ${quoteJs(fact.branchKeyId)},`,
          '  keyStore,',
          `  cacheLimitTtl: ${CACHE_TTL_SECONDS},`,
          '})',
        ],
      };
    case 'raw-aes':
      return {
        imports: ['RawAesKeyringNode', 'RawAesWrappingSuiteIdentifier'],
        setUp: ['// 32 bytes. The key of the Playground cannot be exported: use one of your own.'],
        lines: [
          'new RawAesKeyringNode({',
          `  keyNamespace: ${quoteJs(fact.keyNamespace)},`,
          `  keyName: ${quoteJs(fact.keyName)},`,
          '  unencryptedMasterKey: Uint8Array.from(await readFile("wrapping-key.bin")),',
          '  wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,',
          '})',
        ],
      };
    case 'raw-rsa':
      return {
        imports: ['RawRsaKeyringNode'],
        setUp: ['// PEM. The private key of the Playground cannot be exported: use a key pair of your own.'],
        lines: [
          'new RawRsaKeyringNode({',
          `  keyNamespace: ${quoteJs(fact.keyNamespace)},`,
          `  keyName: ${quoteJs(fact.keyName)},`,
          direction === 'encrypt'
            ? '  rsaKey: { publicKey: await readFile("public-key.pem", "utf8") },'
            : '  rsaKey: { privateKey: await readFile("private-key.pem", "utf8") },',
          '  oaepHash: "sha256",',
          '})',
        ],
      };
    default:
      return {
        imports: ['getClient', 'KMS', 'KmsKeyringNode'],
        setUp: [],
        lines: [
          'new KmsKeyringNode({',
          `  keyIds: [${'keyArn' in fact ? quoteJs(fact.keyArn) : ''}],`,
          `  clientProvider: getClient(KMS, { region: ${quoteJs(region)} }),`,
          '})',
        ],
      };
  }
}

/** The keyrings in JavaScript. Call it only for keyrings that JavaScript has. */
export function jsKeyrings(facts: readonly KeyringFact[], direction: Direction, region: string): KeyringCode {
  const parts = facts.map((fact) => jsKeyring(fact, direction, region));
  const [first, ...others] = parts;
  const isOne = others.length === 0;
  const imports = [
    ...new Set([...parts.flatMap((part) => part.imports), ...(isOne ? [] : ['MultiKeyringNode'])]),
  ].sort();
  const setUp = [...new Set(parts.map((part) => part.setUp.join('\n')))].filter(Boolean);
  if (isOne) return { imports, lines: [...setUp, `const keyring = ${(first?.lines ?? []).join('\n')};`] };
  const lines = [
    'const keyring = new MultiKeyringNode({',
    ...indent([`generator: ${(first?.lines ?? []).join('\n  ')},`, 'children: [']),
    ...others.flatMap((part) => [`    ${part.lines.join('\n    ')},`]),
    '  ],',
    '});',
  ];
  return { imports, lines: [...setUp, ...lines] };
}

function pythonKeyring(fact: KeyringFact, direction: Direction): KeyringCode {
  switch (fact.type) {
    case 'aws-kms-rsa':
      return {
        imports: ['CreateAwsKmsRsaKeyringInput'],
        lines: [
          `public_key = kms.get_public_key(KeyId=${quotePython(fact.keyArn)})["PublicKey"]`,
          'pem = b"-----BEGIN PUBLIC KEY-----\\n" + base64.encodebytes(public_key) + b"-----END PUBLIC KEY-----\\n"',
          'keyrings.append(providers.create_aws_kms_rsa_keyring(input=CreateAwsKmsRsaKeyringInput(',
          '    public_key=pem,',
          `    kms_key_id=${quotePython(fact.keyArn)},`,
          '    encryption_algorithm="RSAES_OAEP_SHA_256",',
          '    kms_client=kms,',
          ')))',
        ],
      };
    case 'aws-kms-ecdh':
      return direction === 'encrypt' ? pythonKmsEcdhSender(fact) : pythonKmsEcdhRecipient(fact);
    case 'raw-ecdh':
      return pythonRawEcdh(fact.curve, direction);
    default:
      return {
        imports: ['CreateAwsKmsKeyringInput'],
        lines: [
          'keyrings.append(providers.create_aws_kms_keyring(input=CreateAwsKmsKeyringInput(',
          `    kms_key_id=${quotePython('keyArn' in fact ? fact.keyArn : '')},`,
          '    kms_client=kms,',
          ')))',
        ],
      };
  }
}

function pythonKmsEcdhSender({
  curve,
  keyArn,
  recipientArn,
}: Extract<KeyringFact, { type: 'aws-kms-ecdh' }>): KeyringCode {
  return {
    imports: [
      'CreateAwsKmsEcdhKeyringInput',
      'KmsEcdhStaticConfigurationsKmsPrivateKeyToStaticPublicKey',
      'KmsPrivateKeyToStaticPublicKeyInput',
    ],
    lines: [
      `recipient_public_key = kms.get_public_key(KeyId=${quotePython(recipientArn)})["PublicKey"]`,
      'keyrings.append(providers.create_aws_kms_ecdh_keyring(input=CreateAwsKmsEcdhKeyringInput(',
      '    kms_client=kms,',
      `    curve_spec=${quotePython(curve)},`,
      '    key_agreement_scheme=KmsEcdhStaticConfigurationsKmsPrivateKeyToStaticPublicKey(',
      '        KmsPrivateKeyToStaticPublicKeyInput(',
      `            sender_kms_identifier=${quotePython(keyArn)},`,
      '            recipient_public_key=recipient_public_key,',
      '        )',
      '    ),',
      ')))',
    ],
  };
}

function pythonKmsEcdhRecipient({ curve, keyArn }: Extract<KeyringFact, { type: 'aws-kms-ecdh' }>): KeyringCode {
  return {
    imports: [
      'CreateAwsKmsEcdhKeyringInput',
      'KmsEcdhStaticConfigurationsKmsPublicKeyDiscovery',
      'KmsPublicKeyDiscoveryInput',
    ],
    lines: [
      'keyrings.append(providers.create_aws_kms_ecdh_keyring(input=CreateAwsKmsEcdhKeyringInput(',
      '    kms_client=kms,',
      `    curve_spec=${quotePython(curve)},`,
      '    key_agreement_scheme=KmsEcdhStaticConfigurationsKmsPublicKeyDiscovery(',
      `        KmsPublicKeyDiscoveryInput(recipient_kms_identifier=${quotePython(keyArn)})`,
      '    ),',
      ')))',
    ],
  };
}

function pythonRawEcdh(curve: string, direction: Direction): KeyringCode {
  const [scheme, input, argument] =
    direction === 'encrypt'
      ? [
          'RawEcdhStaticConfigurationsEphemeralPrivateKeyToStaticPublicKey',
          'EphemeralPrivateKeyToStaticPublicKeyInput',
          'recipient_public_key=open("recipient-public-key.der", "rb").read()',
        ]
      : [
          'RawEcdhStaticConfigurationsPublicKeyDiscovery',
          'PublicKeyDiscoveryInput',
          'recipient_static_private_key=open("private-key.pem", "rb").read()',
        ];
  return {
    imports: ['CreateRawEcdhKeyringInput', scheme, input],
    lines: [
      '# The private key of the Playground cannot be exported: use a key pair of your own.',
      'keyrings.append(providers.create_raw_ecdh_keyring(input=CreateRawEcdhKeyringInput(',
      `    curve_spec=${quotePython(curve)},`,
      `    key_agreement_scheme=${scheme}(`,
      `        ${input}(${argument})`,
      '    ),',
      ')))',
    ],
  };
}

/** The keyrings in Python, over `providers` and `kms`. Call it if `hasPython`. */
export function pythonKeyrings(facts: readonly KeyringFact[], direction: Direction): KeyringCode {
  const parts = facts.map((fact) => pythonKeyring(fact, direction));
  return {
    imports: [...new Set([...parts.flatMap((part) => part.imports), 'CreateMultiKeyringInput'])].sort(),
    lines: [
      'keyrings = []',
      ...parts.flatMap((part) => part.lines),
      'keyring = providers.create_multi_keyring(input=CreateMultiKeyringInput(',
      '    generator=keyrings[0],',
      '    child_keyrings=keyrings[1:],',
      '))',
    ],
  };
}
