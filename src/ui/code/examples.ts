/**
 * The examples of the page *Use it in code*. The README and docs/library.md show the same code, each example
 * once. A test runs each example unchanged and compares its output with `prints`.
 */
import { DEFAULT_SANDBOX } from '../page/shown-sandbox.ts';
import { TEXTS } from './code-texts.ts';

/** Where an example runs. */
export type ExamplePlace = 'console' | 'endpoint' | 'app' | 'node';

/** One piece of code. */
export interface Example {
  /** Unique. */
  readonly name: string;
  readonly heading: string;
  readonly says: string;
  readonly language: 'js' | 'sh';
  readonly code: string;
  /** The line to remove when the program calls AWS, without its indent. */
  readonly local?: string;
  /** Its output; absent: none. */
  readonly prints?: string;
}

/** One tab of the page. */
export interface ExampleTab {
  /** Its segment of the URL. */
  readonly place: ExamplePlace;
  readonly name: string;
  /** Where the code runs and where the keys are. */
  readonly says: string;
  readonly examples: readonly Example[];
}

const HANDLER = 'requestHandler: strongroom.requestHandler(),';

/** The line that sends requests to a sandbox, in a page of this origin. */
const endpointOf = (sandbox: string): string =>
  `endpoint: \`\${location.origin}/kms${sandbox === DEFAULT_SANDBOX ? '' : `/${sandbox}`}\`,`;

/** A client of the documented admin user, with the line that sends its requests here. */
const clientWith = (local: string) => `const client = new KMSClient({
  region: 'us-east-1',
  credentials: {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  },
  ${local}
});`;

/** The calls of an app or a script. */
const STORY = `const { KeyMetadata } = await client.send(new CreateKeyCommand({ Description: 'Created by a program' }));
const { KeyId } = KeyMetadata;
const Plaintext = new TextEncoder().encode('hello');
const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId, Plaintext }));
const decrypted = await client.send(new DecryptCommand({ CiphertextBlob }));
console.log(new TextDecoder().decode(decrypted.Plaintext));`;

const withLibrary = (
  entry: string,
  sandbox = DEFAULT_SANDBOX,
) => `import { CreateKeyCommand, DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { createStrongroom } from '${entry}';

const strongroom = createStrongroom(${sandbox === DEFAULT_SANDBOX ? '' : `{ world: '${sandbox}' }`});
${clientWith(HANDLER)}
${STORY}`;

/**
 * Returns the tabs for a sandbox. Programs of this origin can open any sandbox of the browser. A process of Node.js has
 * sandboxes of its own, so its code is the same for each.
 */
export function examplesFor(sandbox: string): readonly ExampleTab[] {
  const strongroom = sandbox === DEFAULT_SANDBOX ? 'strongroom' : `strongroom.world('${sandbox}')`;
  const handler = HANDLER.replace('strongroom', strongroom);
  const endpoint = endpointOf(sandbox);
  return [
    {
      place: 'console',
      ...TEXTS.places.console,
      examples: [
        {
          name: 'console',
          ...TEXTS.examples.console,
          language: 'js',
          code: `const kms = ${strongroom}.kms('us-east-1');
const { KeyMetadata } = await kms.createKey({ Description: 'My first key' });
const { KeyId } = KeyMetadata;
const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: new TextEncoder().encode('hello') });
const { Plaintext } = await kms.decrypt({ CiphertextBlob });
console.log(new TextDecoder().decode(Plaintext));`,
          prints: 'hello',
        },
        {
          name: 'handler',
          ...TEXTS.examples.handler,
          language: 'js',
          code: `import { CreateKeyCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';

${clientWith(handler)}
const { KeyMetadata } = await client.send(new CreateKeyCommand({ Description: 'Created through the SDK' }));
const { KeyId } = KeyMetadata;
const dataKey = await client.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
console.log(\`a data key of \${dataKey.Plaintext.length} bytes\`);`,
          local: handler,
          prints: 'a data key of 32 bytes',
        },
      ],
    },
    {
      place: 'endpoint',
      ...TEXTS.places.endpoint,
      examples: [
        {
          name: 'endpoint',
          ...TEXTS.examples.endpoint,
          language: 'js',
          code: `import { CreateKeyCommand, DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';

const { serviceWorker } = navigator;
await serviceWorker.ready;
if (!serviceWorker.controller)
  await new Promise((resolve) => serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
${clientWith(endpoint)}
${STORY}`,
          local: endpoint,
          prints: 'hello',
        },
      ],
    },
    {
      place: 'app',
      ...TEXTS.places.app,
      examples: [
        {
          name: 'pack',
          ...TEXTS.examples.pack,
          language: 'sh',
          code: `npm pack # in the clone
npm install ../strongroom/strongroom-0.1.0.tgz @aws-sdk/client-kms # in your app`,
        },
        {
          name: 'app',
          ...TEXTS.examples.app,
          language: 'js',
          code: withLibrary('strongroom', sandbox),
          local: HANDLER,
          prints: 'hello',
        },
      ],
    },
    {
      place: 'node',
      ...TEXTS.places.node,
      examples: [
        {
          name: 'node',
          ...TEXTS.examples.node,
          language: 'js',
          code: withLibrary('strongroom/memory'),
          local: HANDLER,
          prints: 'hello',
        },
        {
          name: 'vitest',
          ...TEXTS.examples.vitest,
          language: 'js',
          code: `import {
  DecryptCommand,
  InvalidCiphertextException,
  KMSClient,
  KMSInvalidStateException,
  NotFoundException,
} from '@aws-sdk/client-kms';
import { createStrongroom } from 'strongroom/memory';
import { expect, test } from 'vitest';

const strongroom = createStrongroom();
${clientWith(HANDLER)}

test('Decrypt rejects another tenant’s context and a key that is pending deletion', async () => {
  const kms = strongroom.kms('us-east-1');
  const { KeyMetadata } = await kms.createKey({ Description: 'records' });
  const { KeyId } = KeyMetadata;
  const record = new TextEncoder().encode('a record');
  const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: record, EncryptionContext: { tenant: '1' } });
  const decryptFor = (tenant) => client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: { tenant } }));

  expect((await decryptFor('1')).Plaintext).toEqual(record);
  await expect(decryptFor('2')).rejects.toThrow(InvalidCiphertextException);

  await kms.scheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 });
  await expect(decryptFor('1')).rejects.toThrow(KMSInvalidStateException);
  await strongroom.sandbox.clock.advance(7 * 24 * 60 * 60);
  await expect(kms.describeKey({ KeyId })).rejects.toThrow(NotFoundException);
});`,
        },
      ],
    },
  ];
}

/** The tabs for the sandbox that a browser opens first. */
export const EXAMPLES: readonly ExampleTab[] = examplesFor(DEFAULT_SANDBOX);

/** Returns `code` without the local line. */
export function againstAws({ code, local }: Pick<Example, 'code' | 'local'>): string {
  return code
    .split('\n')
    .filter((line) => !local || line.trim() !== local)
    .join('\n');
}
