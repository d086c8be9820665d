/** Writes a run over a file as code for the AWS Encryption SDK for JavaScript in Node. */
import { KMS_PROVIDER } from '../../envelope/keyrings/kms-calls.ts';
import type { Suite } from '../../envelope/suites.ts';
import { objectJs, quoteJs } from './code-quoting.ts';
import type { Direction, EnvelopeRun } from './envelope-run.ts';

/** A run over a file. */
export interface FileRunFacts {
  readonly direction: Direction;
  /** Name of the input. */
  readonly file: string;
  /** ARNs of the KMS keys. The first generates the data key. */
  readonly keyArns: readonly string[];
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

/** The facts of a finished run; undefined if it has no header yet. */
export function fileRunFacts(run: EnvelopeRun, region: string): FileRunFacts | undefined {
  const { direction, file, header, context } = run;
  if (!header) return undefined;
  const keyArns = header.encryptedDataKeys
    .filter(({ providerId }) => providerId === KMS_PROVIDER)
    .map(({ providerInfo }) => new TextDecoder().decode(providerInfo));
  const leftOut = Object.keys(context).filter((name) => !Object.hasOwn(header.encryptionContext, name));
  return { direction, file: file.name, keyArns, suite: header.suite, region, encryptionContext: context, leftOut };
}

/** Whether the AWS Encryption SDK for JavaScript can repeat the run: it stores every pair in the message. */
export const canRepeat = ({ leftOut }: FileRunFacts): boolean => leftOut.length === 0;

/** The code. Call it only if `canRepeat`. */
export function encryptionSdkCode(run: FileRunFacts): string {
  const { direction, file, keyArns, suite, region, encryptionContext } = run;
  const policy = suite.commits ? 'REQUIRE_ENCRYPT_REQUIRE_DECRYPT' : 'FORBID_ENCRYPT_ALLOW_DECRYPT';
  const [generator = '', ...others] = keyArns;
  const isEncrypt = direction === 'encrypt';
  const keyring = isEncrypt
    ? [
        `  generatorKeyId: ${quoteJs(generator)},`,
        ...(others.length > 0 ? [`  keyIds: [${others.map(quoteJs).join(', ')}],`] : []),
      ]
    : [`  keyIds: [${keyArns.map(quoteJs).join(', ')}],`];
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
    'import { buildClient, CommitmentPolicy, getClient, KMS, KmsKeyringNode } from "@aws-crypto/client-node";',
    '',
    `const { ${direction} } = buildClient(CommitmentPolicy.${policy});`,
    'const keyring = new KmsKeyringNode({',
    ...keyring,
    `  clientProvider: getClient(KMS, { region: ${quoteJs(region)} }),`,
    '});',
    '',
    `const input = await readFile(${quoteJs(file)});`,
    ...work,
    `await writeFile(${quoteJs(isEncrypt ? `${file}.encrypted` : file.replace(/\.encrypted$/, '') + '.decrypted')}, result);`,
  ].join('\n');
}
