/**
 * Exports permission tests as a Node.js script: it creates the accounts, principals and key in a sandbox in memory and
 * runs the tests.
 */
import { toBase64 } from '../../base/base64.ts';
import type { Strongroom } from '../../client/strongroom.ts';
import { parseArn, rootArn } from '../../model/arn.ts';
import type { KeyMetadata } from '../../model/sdk.ts';
import { inputOfTest, type PermissionTest } from './permission-tests.ts';
import { TEXTS } from './permission-tests-texts.ts';
import { callerName } from '../page/principal-names.ts';

/** The file name of the script. */
export const EXPORT_NAME = 'key-policy.test.mjs';

/** The script. Bytes are encoded as base64. */
const program = (data: string): string => `/**
${TEXTS.script
  .about(EXPORT_NAME)
  .map((line) => ` * ${line}`)
  .join('\n')}
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStrongroom } from 'strongroom/memory';

const data = ${data};

const strongroom = createStrongroom();
const { sandbox } = strongroom;
// ${TEXTS.script.keyArn}
let keyArn = data.keyArn;
const here = (value) =>
  JSON.parse(JSON.stringify(value).replaceAll(data.keyArn, keyArn), (_name, one) =>
    typeof one?.base64 === 'string' ? new Uint8Array(Buffer.from(one.base64, 'base64')) : one,
  );
async function putDirectory() {
  for (const group of data.groups) await sandbox.groups.put(here(group));
  for (const principal of data.principals) await sandbox.principals.put(here(principal));
}

// ${TEXTS.script.accountsLast}
for (const { id } of data.accounts) await sandbox.accounts.put({ id });
await putDirectory();
const { KeyMetadata } = await strongroom.kms(data.region, data.maker).createKey({ ...data.key, BypassPolicyLockoutSafetyCheck: true });
keyArn = KeyMetadata.Arn;
await putDirectory();
for (const account of data.accounts) await sandbox.accounts.put(here(account));

for (const { name, expected, call } of data.tests) {
  test(name, async () => {
    const { allowed } = await sandbox.simulate({ ...here(call), region: data.region });
    assert.equal(allowed ? 'allow' : 'deny', expected);
  });
}
`;

function nameOf({ caller, operation, encryptionContext, expected }: PermissionTest): string {
  const pairs = Object.entries(encryptionContext ?? {}).map(([name, value]) => `${name} = ${value}`);
  const name = callerName(caller);
  return pairs.length > 0
    ? TEXTS.testNameWithContext(name, operation, expected, pairs.join(', '))
    : TEXTS.testName(name, operation, expected);
}

/** The key of the exported tests, its tags as far as the caller can list them, and its policy. */
export interface TestedKey {
  readonly key: KeyMetadata;
  readonly tags: readonly object[];
  readonly policy: string;
}

/** The script for `tests` with the current directory. It contains no secrets. */
export async function exportedTests(
  tests: readonly PermissionTest[],
  { key, tags, policy }: TestedKey,
  { sandbox }: Strongroom,
): Promise<string> {
  const listed = await sandbox.principals.list();
  const principals = listed.map(({ arn, kind, policies, tags: own, boundary, groups, sessionPolicy, sessionTags }) =>
    kind === 'federated' ? { arn, sessionPolicy, sessionTags } : { arn, policies, tags: own, boundary, groups },
  );
  // A session has the policies of its role, and what it has of its own.
  const sessions = await Promise.all(
    listed
      .flatMap((principal) => principal.sessions ?? [])
      .map(async (arn) => {
        const { sessionPolicy, sessionTags } = (await sandbox.principals.get(arn)) ?? {};
        return { arn, sessionPolicy, sessionTags };
      }),
  );
  const { Arn: keyArn = '', KeySpec, KeyUsage } = key;
  const { region = '', account = '' } = parseArn(keyArn) ?? {};
  const data = {
    region,
    keyArn,
    maker: rootArn(account),
    accounts: await sandbox.accounts.list(),
    groups: (await sandbox.groups.list()).map(({ arn, policies }) => ({ arn, policies })),
    principals: [...principals, ...sessions],
    key: { KeySpec, KeyUsage, Policy: policy, Tags: tags },
    tests: tests.map((test) => ({
      name: nameOf(test),
      expected: test.expected,
      call: { principal: test.caller, operation: test.operation, input: inputOfTest(test, key) },
    })),
  };
  return program(
    JSON.stringify(
      data,
      (_name, value: unknown) => (value instanceof Uint8Array ? { base64: toBase64(value) } : value),
      2,
    ),
  );
}
