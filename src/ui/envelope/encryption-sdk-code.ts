/**
 * Writes a run over a file as code for the AWS Encryption SDK: in JavaScript, or in Python for keyrings that JavaScript
 * lacks.
 */
import type { Suite } from '../../envelope/suites.ts';
import { jsonOf, objectJs, quoteJs, quotePython } from './code-quoting.ts';
import type { Direction, EnvelopeRun } from './envelope-run.ts';
import { hasPython, jsKeyrings, needsPython, pythonKeyrings } from './keyring-code.ts';
import { keyringFacts, type KeyringFact } from './keyring-facts.ts';

/** A run over a file. */
export interface FileRunFacts {
  readonly direction: Direction;
  /** Name of the input. */
  readonly file: string;
  /** One for each data key. The first keyring generates it. */
  readonly keyrings: readonly KeyringFact[];
  readonly suite: Suite;
  readonly region: string;
  /** All pairs, those included that the file does not store. */
  readonly encryptionContext: Readonly<Record<string, string>>;
  /** Names of the pairs that the file does not store. */
  readonly leftOut: readonly string[];
}

/**
 * Members of `AlgorithmSuiteIdentifier` are the names of the format. See
 * https://github.com/aws/aws-encryption-sdk-javascript/blob/master/modules/material-management/src/algorithm_suites.ts
 */
const suiteId = (suite: Suite) => `0x${suite.id.toString(16).padStart(4, '0')}`;

/**
 * The facts of a finished run; undefined if it has no header yet.
 * @param file name of the input. A run that decrypts has the name of its content only
 */
export function fileRunFacts(run: EnvelopeRun, region: string, file: string): FileRunFacts | undefined {
  const { direction, header, context } = run;
  if (!header) return undefined;
  const keyrings = keyringFacts(run);
  const leftOut = Object.keys(context).filter((name) => !Object.hasOwn(header.encryptionContext, name));
  return { direction, file, keyrings, suite: header.suite, region, encryptionContext: context, leftOut };
}

/** Whether the code is in Python: the AWS Encryption SDK for JavaScript stores every pair, and lacks some keyrings. */
export const isPython = ({ leftOut, keyrings }: FileRunFacts): boolean => leftOut.length > 0 || needsPython(keyrings);

/** Whether the AWS Encryption SDK can repeat the run, by the code that is written here. */
export const canRepeat = (run: FileRunFacts): boolean => !isPython(run) || hasPython(run.keyrings);

/** The AWS KMS keyring of several keys is one keyring. */
function kmsKeyring(keyArns: readonly string[], direction: Direction, region: string): readonly string[] {
  const [generator = '', ...others] = keyArns;
  const keys =
    direction === 'encrypt'
      ? [
          `  generatorKeyId: ${quoteJs(generator)},`,
          ...(others.length > 0 ? [`  keyIds: [${others.map(quoteJs).join(', ')}],`] : []),
        ]
      : [`  keyIds: [${keyArns.map(quoteJs).join(', ')}],`];
  return [
    'const keyring = new KmsKeyringNode({',
    ...keys,
    `  clientProvider: getClient(KMS, { region: ${quoteJs(region)} }),`,
    '});',
  ];
}

const policyOf = ({ commits }: Suite) => (commits ? 'REQUIRE_ENCRYPT_REQUIRE_DECRYPT' : 'FORBID_ENCRYPT_ALLOW_DECRYPT');

const outputName = (direction: Direction, file: string) =>
  direction === 'encrypt' ? `${file}.encrypted` : file.replace(/\.encrypted$/, '') + '.decrypted';

/** The code. Call it only if `canRepeat`. */
export function encryptionSdkCode(run: FileRunFacts): string {
  return isPython(run) ? pythonCode(run) : jsCode(run);
}

function jsCode(run: FileRunFacts): string {
  const { direction, file, keyrings, suite, region, encryptionContext } = run;
  const keyArns = keyrings.flatMap((fact) => (fact.type === 'aws-kms' ? [fact.keyArn] : []));
  const keyring =
    keyArns.length === keyrings.length
      ? { imports: ['getClient', 'KMS', 'KmsKeyringNode'], lines: kmsKeyring(keyArns, direction, region) }
      : jsKeyrings(keyrings, direction, region);
  const isEncrypt = direction === 'encrypt';
  const work = isEncrypt
    ? [
        'const { result } = await encrypt(keyring, input, {',
        `  suiteId: ${suiteId(suite)},`,
        `  encryptionContext: ${objectJs(encryptionContext)},`,
        '});',
      ]
    : [
        'const { plaintext: result, messageHeader } = await decrypt(keyring, input);',
        `const expected = ${objectJs(encryptionContext)};`,
        'for (const [name, value] of Object.entries(expected)) {',
        '  if (messageHeader.encryptionContext[name] !== value) throw new Error("Another encryption context.");',
        '}',
      ];
  return [
    'import { readFile, writeFile } from "node:fs/promises";',
    `import { ${['buildClient', 'CommitmentPolicy', ...keyring.imports].join(', ')} } from "@aws-crypto/client-node";`,
    '',
    `const { ${direction} } = buildClient(CommitmentPolicy.${policyOf(suite)});`,
    ...keyring.lines,
    '',
    `const input = await readFile(${quoteJs(file)});`,
    ...work,
    `await writeFile(${quoteJs(outputName(direction, file))}, result);`,
  ].join('\n');
}

/**
 * Leaves pairs out of the message, as in
 * https://github.com/aws/aws-encryption-sdk-python/blob/master/examples/src/required_encryption_context_cmm.py
 */
const requiredContextManager = (names: readonly string[]) => [
  'manager = providers.create_required_encryption_context_cmm(input=CreateRequiredEncryptionContextCMMInput(',
  `    required_encryption_context_keys=[${names.map(quotePython).join(', ')}],`,
  '    underlying_cmm=providers.create_default_cryptographic_materials_manager(',
  '        input=CreateDefaultCryptographicMaterialsManagerInput(keyring=keyring)',
  '    ),',
  '))',
];

function pythonCode({ direction, file, keyrings, suite, region, encryptionContext, leftOut }: FileRunFacts): string {
  const keyring = pythonKeyrings(keyrings, direction);
  const isLeftOut = leftOut.length > 0;
  const managers = ['CreateDefaultCryptographicMaterialsManagerInput', 'CreateRequiredEncryptionContextCMMInput'];
  const imports = isLeftOut ? [...keyring.imports, ...managers].sort() : keyring.imports;
  const materials = isLeftOut ? '    materials_manager=manager,' : '    keyring=keyring,';
  const work =
    direction === 'encrypt'
      ? [
          'result, _ = client.encrypt(',
          '    source=source,',
          materials,
          `    encryption_context=${jsonOf(encryptionContext)},`,
          '    algorithm=AlgorithmSuite.AES_256_GCM_HKDF_SHA512_COMMIT_KEY,',
          ')',
        ]
      : [
          'result, _ = client.decrypt(',
          '    source=source,',
          materials,
          `    encryption_context=${jsonOf(encryptionContext)},`,
          ')',
        ];
  return [
    'import base64',
    'import boto3',
    'import aws_encryption_sdk',
    'from aws_cryptographic_material_providers.mpl import AwsCryptographicMaterialProviders',
    'from aws_cryptographic_material_providers.mpl.config import MaterialProvidersConfig',
    'from aws_cryptographic_material_providers.mpl.models import (',
    ...imports.map((name) => `    ${name},`),
    ')',
    'from aws_encryption_sdk import CommitmentPolicy',
    'from aws_encryption_sdk.identifiers import AlgorithmSuite',
    '',
    'client = aws_encryption_sdk.EncryptionSDKClient(',
    `    commitment_policy=CommitmentPolicy.${policyOf(suite)}`,
    ')',
    'providers = AwsCryptographicMaterialProviders(config=MaterialProvidersConfig())',
    `kms = boto3.client("kms", region_name=${quotePython(region)})`,
    ...keyring.lines,
    ...(isLeftOut ? requiredContextManager(leftOut) : []),
    '',
    `with open(${quotePython(file)}, "rb") as stream:`,
    '    source = stream.read()',
    ...work,
    `with open(${quotePython(outputName(direction, file))}, "wb") as stream:`,
    '    stream.write(result)',
  ].join('\n');
}
