/**
 * Which tests run in Node and which in Chromium. A test runs in one of them: Node for what stands on no browser
 * (engine, model, base, protocol, the conformance cases, the algorithms that a library computes, and what of the
 * envelope is compared with OpenSSL), Chromium for cryptography of the browser, storage, envelope, client and pages.
 */
import { filesUnder } from './steps.mjs';

/** Folders under `test/` whose tests run in Node. */
const NODE_FOLDERS = [
  'base',
  'class',
  'conformance',
  'engine',
  'envelope/keyrings',
  'envelope/messages',
  'envelope/recipients',
  'external-key-manager',
  'faults',
  'labs',
  'model',
  'properties',
  'protocol',
  'seed',
  'services',
  'worker',
];

/** Tests of crypto that run library code alone. Those that compare a library with the browser stay in Chromium. */
const NODE_FILES = [
  'test/crypto/families-hidden.test.ts',
  'test/crypto/modern-hidden-vectors.test.ts',
  'test/crypto/sm2.test.ts',
  'test/crypto/vector-sets.test.ts',
  // Runs the commands of OpenSSL.
  'test/ui/import/openssl-commands.test.ts',
  // Runs code in Node, bash and Python.
  'test/ui/envelope/run-code.test.ts',
  'test/ui/envelope/encryption-sdk-code.test.ts',
  'test/crypto/xks-layout.test.ts',
];

/**
 * Tests in those folders that need the browser: its workers and message ports, IndexedDB, and keys that its
 * SubtleCrypto makes and uses.
 */
const CHROMIUM_FILES = [
  'test/base/batch-sender.test.ts',
  'test/conformance/degraded.test.ts',
  'test/conformance/interop.test.ts',
  'test/conformance/key-specs.test.ts',
  'test/conformance/refusals.test.ts',
  'test/conformance/wrong-keys.test.ts',
  'test/engine/custody/custodian-of.test.ts',
  'test/engine/custody/recorded-keys.test.ts',
  'test/worker/expose-methods.test.ts',
  'test/worker/reopened-sandbox.test.ts',
];

/**
 * Tests in Node that take longest. Without measured times, as in a fresh clone, Vitest starts large files first; these
 * are small, and would run alone at the end.
 */
export const SLOW_NODE_FILES = [
  'test/conformance/authorization/broken-rules.test.ts',
  'test/conformance/authorization/condition-keys.test.ts',
];

/** Globs of the tests in Node, and what they leave out. */
export const NODE_TESTS = {
  include: [`test/{${NODE_FOLDERS.join(',')}}/**/*.test.ts`, ...NODE_FILES],
  exclude: CHROMIUM_FILES,
};

/** Whether a test file runs in Node. @param {string} file relative to the project, with slashes */
function runsInNode(file) {
  const inFolder = NODE_FOLDERS.some((folder) => file.startsWith(`test/${folder}/`));
  return (inFolder && !CHROMIUM_FILES.includes(file)) || NODE_FILES.includes(file);
}

/** Every file of tests that runs in Chromium. */
export const chromiumTests = () =>
  filesUnder('test', '.test.ts')
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !runsInNode(file));
