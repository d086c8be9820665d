/** Writes the KMS calls of a run as code for AWS: the SDK for JavaScript, the AWS CLI, and boto3. */
import { jsonOf, objectJs, quoteJs, quotePython, quoteShell } from './code-quoting.ts';
import type { CodeCall, CodeOperation, CodeValue } from './run-calls.ts';

/** The languages. */
export type CodeLanguage = 'sdk' | 'cli' | 'boto3';

const SDK_IMPORT = '@aws-sdk/client-kms';

function jsValue(value: CodeValue): string {
  switch (value.kind) {
    case 'text':
      return quoteJs(value.text);
    case 'number':
      return String(value.number);
    case 'map':
      return objectJs(value.map);
    case 'bytes':
      return `Buffer.from(${quoteJs(value.base64)}, "base64")`;
    case 'dataKey':
      return 'dataKey';
  }
}

function pythonValue(value: CodeValue): string {
  switch (value.kind) {
    case 'text':
      return quotePython(value.text);
    case 'bytes':
      return `base64.b64decode(${quotePython(value.base64)})`;
    case 'dataKey':
      return 'data_key';
    case 'map':
      return jsonOf(value.map);
    case 'number':
      return String(value.number);
  }
}

/** Names of the variables that hold a result. The later of two like calls replaces the result of the earlier. */
const RESULTS: Readonly<Record<CodeOperation, readonly (readonly [member: string, js: string, python: string])[]>> = {
  GenerateDataKey: [
    ['Plaintext', 'dataKey', 'data_key'],
    ['CiphertextBlob', 'encryptedDataKey', 'encrypted_data_key'],
  ],
  Encrypt: [['CiphertextBlob', 'ciphertext', 'ciphertext']],
  Decrypt: [['Plaintext', 'plaintext', 'plaintext']],
  GetPublicKey: [['PublicKey', 'publicKey', 'public_key']],
  DeriveSharedSecret: [['SharedSecret', 'sharedSecret', 'shared_secret']],
  GenerateDataKeyWithoutPlaintext: [['CiphertextBlob', 'encryptedDataKey', 'encrypted_data_key']],
  ReEncrypt: [['CiphertextBlob', 'ciphertext', 'ciphertext']],
};

/** Code for the AWS SDK for JavaScript, version 3. */
export function sdkCode(calls: readonly CodeCall[], region: string): string {
  const commands = [...new Set(calls.map(({ operation }) => `${operation}Command`))].sort();
  const declared = new Set<string>();
  const lines = calls.flatMap(({ operation, parameters }) => {
    const answers = RESULTS[operation].map(([member, name]) => {
      const keyword = declared.has(name) ? '' : 'let ';
      declared.add(name);
      return `${keyword}${name} = answer.${member};`;
    });
    return [
      '',
      `answer = await kms.send(new ${operation}Command({`,
      ...parameters.map(([name, value]) => `  ${name}: ${jsValue(value)},`),
      '}));',
      ...answers,
    ];
  });
  return [
    `import { KMSClient, ${commands.join(', ')} } from ${quoteJs(SDK_IMPORT)};`,
    '',
    `const kms = new KMSClient({ region: ${quoteJs(region)} });`,
    'let answer;',
    ...lines,
  ].join('\n');
}

/** Code for boto3. */
export function boto3Code(calls: readonly CodeCall[], region: string): string {
  const method: Readonly<Record<CodeOperation, string>> = {
    GenerateDataKey: 'generate_data_key',
    Encrypt: 'encrypt',
    Decrypt: 'decrypt',
    GetPublicKey: 'get_public_key',
    DeriveSharedSecret: 'derive_shared_secret',
    GenerateDataKeyWithoutPlaintext: 'generate_data_key_without_plaintext',
    ReEncrypt: 're_encrypt',
  };
  const lines = calls.flatMap(({ operation, parameters }) => [
    '',
    `answer = kms.${method[operation]}(`,
    ...parameters.map(([name, value]) => `    ${name}=${pythonValue(value)},`),
    ')',
    ...RESULTS[operation].map(([member, , name]) => `${name} = answer[${quotePython(member)}]`),
  ]);
  const hasBytes = calls.some(({ parameters }) => parameters.some(([, { kind }]) => kind === 'bytes'));
  return [
    ...(hasBytes ? ['import base64', ''] : []),
    'import boto3',
    '',
    `kms = boto3.client("kms", region_name=${quotePython(region)})`,
    ...lines,
  ].join('\n');
}

/** Options of the AWS CLI for the members of a request. */
const CLI_NAMES: Readonly<Record<string, string>> = {
  KeyId: 'key-id',
  NumberOfBytes: 'number-of-bytes',
  EncryptionContext: 'encryption-context',
  Plaintext: 'plaintext',
  CiphertextBlob: 'ciphertext-blob',
  EncryptionAlgorithm: 'encryption-algorithm',
  PublicKey: 'public-key',
  KeyAgreementAlgorithm: 'key-agreement-algorithm',
  SourceKeyId: 'source-key-id',
  SourceEncryptionContext: 'source-encryption-context',
  DestinationKeyId: 'destination-key-id',
  DestinationEncryptionContext: 'destination-encryption-context',
};

const CLI_COMMANDS: Readonly<Record<CodeOperation, string>> = {
  GenerateDataKey: 'generate-data-key',
  Encrypt: 'encrypt',
  Decrypt: 'decrypt',
  GetPublicKey: 'get-public-key',
  DeriveSharedSecret: 'derive-shared-secret',
  GenerateDataKeyWithoutPlaintext: 'generate-data-key-without-plaintext',
  ReEncrypt: 're-encrypt',
};

function cliValue(value: CodeValue): string {
  switch (value.kind) {
    case 'text':
      return quoteShell(value.text);
    case 'number':
      return String(value.number);
    case 'map':
      return quoteShell(jsonOf(value.map));
    case 'bytes':
      return quoteShell(value.base64);
    case 'dataKey':
      return '"$data_key"';
  }
}

/** Code for the AWS CLI, version 2, which reads and prints bytes in base64. */
export function cliCode(calls: readonly CodeCall[], region: string): string {
  const commands = calls.map(({ operation, parameters }) => {
    const options = parameters.flatMap(([name, value]) =>
      CLI_NAMES[name] === undefined ? [] : [`--${CLI_NAMES[name]} ${cliValue(value)}`],
    );
    const isUsed = calls.some((call) => call.parameters.some(([, { kind }]) => kind === 'dataKey'));
    const aws = ['aws kms', CLI_COMMANDS[operation], `--region ${quoteShell(region)}`].join(' ');
    if (operation !== 'GenerateDataKey' || !isUsed) return [aws, ...options].join(' \\\n  ');
    const query = [aws, ...options, '--query Plaintext --output text'].join(' \\\n  ');
    return `# The answer also has the encrypted data key, CiphertextBlob.\ndata_key=$(${query})`;
  });
  return commands.join('\n\n');
}

/** Writes `calls` in a language. */
export function writeCode(language: CodeLanguage, calls: readonly CodeCall[], region: string): string {
  return { sdk: sdkCode, cli: cliCode, boto3: boto3Code }[language](calls, region);
}
