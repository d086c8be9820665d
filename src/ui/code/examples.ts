/**
 * The examples of the page *Use it in code*. The README and docs/library.md show the same code, each example once. A test runs each example as it is
 * and expects the output in `prints`.
 */

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
  /** The one line that is not there when the same program talks to AWS, as it stands in the code but for its indent. */
  readonly local?: string;
  /** What it prints; absent: nothing. */
  readonly prints?: string;
}

/** One tab of the page. */
export interface ExampleTab {
  /** Its part of the address. */
  readonly place: ExamplePlace;
  readonly name: string;
  /** Where the code runs and where the keys are. */
  readonly says: string;
  readonly examples: readonly Example[];
}

const HANDLER = 'requestHandler: strongroom.requestHandler(),';
const ENDPOINT = 'endpoint: `${location.origin}/kms`,';

/** A client of the documented admin user, with the line that brings it here. */
const clientWith = (local: string) => `const client = new KMSClient({
  region: 'us-east-1',
  credentials: {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  },
  ${local}
});`;

/** What an app or a script does with its client. */
const STORY = `const { KeyMetadata } = await client.send(new CreateKeyCommand({ Description: 'made by a program' }));
const { KeyId } = KeyMetadata;
const Plaintext = new TextEncoder().encode('hello');
const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId, Plaintext }));
const opened = await client.send(new DecryptCommand({ CiphertextBlob }));
console.log(new TextDecoder().decode(opened.Plaintext));`;

const withLibrary = (
  entry: string,
) => `import { CreateKeyCommand, DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { createStrongroom } from '${entry}';

const strongroom = createStrongroom();
${clientWith(HANDLER)}
${STORY}`;

/** The tabs. */
export const EXAMPLES: readonly ExampleTab[] = [
  {
    place: 'console',
    name: 'In this page',
    says: 'Open the console of your browser’s developer tools on this page: strongroom is there. The keys are those that Keys shows.',
    examples: [
      {
        name: 'console',
        heading: 'In the console',
        says: 'A client is built in. Its methods are those of the SDK’s class KMS, with the same inputs, outputs and errors.',
        language: 'js',
        code: `const kms = strongroom.kms('us-east-1');
const { KeyMetadata } = await kms.createKey({ Description: 'my first key' });
const { KeyId } = KeyMetadata;
const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: new TextEncoder().encode('hello') });
const { Plaintext } = await kms.decrypt({ CiphertextBlob });
console.log(new TextDecoder().decode(Plaintext));`,
        prints: 'hello',
      },
      {
        name: 'handler',
        heading: 'With the AWS SDK',
        says: 'A script of this page that brings the SDK along gives its client the request handler: calls are signed, verified and answered here.',
        language: 'js',
        code: `import { CreateKeyCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';

${clientWith(HANDLER)}
const { KeyMetadata } = await client.send(new CreateKeyCommand({ Description: 'made through the SDK' }));
const { KeyId } = KeyMetadata;
const dataKey = await client.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
console.log(\`a data key of \${dataKey.Plaintext.length} bytes\`);`,
        local: HANDLER,
        prints: 'a data key of 32 bytes',
      },
    ],
  },
  {
    place: 'endpoint',
    name: 'In another page',
    says: 'Any page of this origin reaches the same keys by HTTP, with no tab of Strongroom open: its service worker answers POST /kms/. Other origins and the AWS CLI cannot reach it.',
    examples: [
      {
        name: 'endpoint',
        heading: 'The SDK, with an endpoint',
        says: 'Strongroom must have been opened once in this browser. The code waits until its service worker controls the page. A page loaded by a hard reload (Shift and Reload) is never controlled: reload it normally. If Strongroom is in a folder of the host, the endpoint is in that folder: its address and kms. The endpoint of another sandbox is /kms/ and the name of the sandbox.',
        language: 'js',
        code: `import { CreateKeyCommand, DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';

const { serviceWorker } = navigator;
await serviceWorker.ready;
if (!serviceWorker.controller)
  await new Promise((resolve) => serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
${clientWith(ENDPOINT)}
${STORY}`,
        local: ENDPOINT,
        prints: 'hello',
      },
    ],
  },
  {
    place: 'app',
    name: 'In your own web app',
    says: 'The library brings the KMS into an app of yours. Its worker runs in your origin, and its keys lie in the IndexedDB of your origin; all tabs of the app share them.',
    examples: [
      {
        name: 'pack',
        heading: 'Get the package',
        says: 'It is not in a registry: pack it in a clone of the project, and install the file in your app, beside the SDK.',
        language: 'sh',
        code: `npm pack # in the clone
npm install ../strongroom/strongroom-0.1.0.tgz @aws-sdk/client-kms # in your app`,
      },
      {
        name: 'app',
        heading: 'In the app',
        says: 'Vite and other bundlers that follow new URL(…, import.meta.url) find the worker by themselves. Without one, start it yourself: createStrongroom({ worker }) with the file strongroom/worker.',
        language: 'js',
        code: withLibrary('strongroom'),
        local: HANDLER,
        prints: 'hello',
      },
    ],
  },
  {
    place: 'node',
    name: 'In Node and Vitest',
    says: 'The same KMS in the memory of a process, Node 20 or newer: no container, no network, nothing stored. Each one that you create is a fresh world of its own. The package comes as for a web app.',
    examples: [
      {
        name: 'node',
        heading: 'A script',
        says: 'Only the import differs from a web app.',
        language: 'js',
        code: withLibrary('strongroom/memory'),
        local: HANDLER,
        prints: 'hello',
      },
      {
        name: 'vitest',
        heading: 'A test',
        says: 'Errors are the SDK’s classes, and time is yours to move.',
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

test('a record opens for its own tenant, and for nobody once its key is to be deleted', async () => {
  const kms = strongroom.kms('us-east-1');
  const { KeyMetadata } = await kms.createKey({ Description: 'records' });
  const { KeyId } = KeyMetadata;
  const record = new TextEncoder().encode('a record');
  const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: record, EncryptionContext: { tenant: '1' } });
  const open = (tenant) => client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: { tenant } }));

  expect((await open('1')).Plaintext).toEqual(record);
  await expect(open('2')).rejects.toThrow(InvalidCiphertextException);

  await kms.scheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 });
  await expect(open('1')).rejects.toThrow(KMSInvalidStateException);
  await strongroom.sandbox.clock.advance(7 * 24 * 60 * 60);
  await expect(kms.describeKey({ KeyId })).rejects.toThrow(NotFoundException);
});`,
      },
    ],
  },
];

/** `code` as it stands in a program that talks to AWS: without its local line. */
export function againstAws({ code, local }: Pick<Example, 'code' | 'local'>): string {
  return code
    .split('\n')
    .filter((line) => !local || line.trim() !== local)
    .join('\n');
}
