import type { KeyListing } from '../../model/contract.ts';
import { DEFAULT_ACCOUNT } from '../../model/documented-world.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import { sampleInput } from '../../model/sample-input.ts';
import { testingStatements, type PicturedStatement } from './condition-statements.ts';
import { boundCiphertexts, type ContextPicture } from './encryption-context.ts';
import { keyNames } from './event-parts.ts';
import { isAllowed } from './load-outcome.ts';
import { loadEvents } from './load-events.ts';
import type { PictureSource } from './picture-source.ts';

/** Maximum number of ciphertexts in the picture: the newest. */
const MAX_CIPHERTEXTS = 6;

const isContextKey = (key: string): boolean => key.startsWith('kms:EncryptionContext'.toLowerCase());

type Sandbox = PictureSource['strongroom']['sandbox'];

async function keyStatements({ policyVersion, policyVersions }: Sandbox, { arn }: KeyListing) {
  const version = (await policyVersions(arn)) - 1;
  const text = await policyVersion({ kind: 'key-policy', owner: arn, version, index: 0 });
  return testingStatements(JSON.parse(text ?? '{}') as PolicyDocument, isContextKey).map((one) => ({
    ...one,
    owner: arn,
  }));
}

async function loadStatements(sandbox: Sandbox, keys: readonly KeyListing[]): Promise<readonly PicturedStatement[]> {
  const principals = await sandbox.principals.list();
  const own = principals.flatMap(({ arn, policies }) =>
    policies.flatMap((policy) => testingStatements(policy, isContextKey).map((one) => ({ ...one, owner: arn }))),
  );
  const ofKeys = await Promise.all(
    keys.filter(({ manager }) => manager === 'CUSTOMER').map((key) => keyStatements(sandbox, key)),
  );
  return [...own, ...ofKeys.flat()];
}

/** Loads ciphertexts, their events, and the policies that test the encryption context. */
export async function loadEncryptionContext(source: PictureSource): Promise<ContextPicture> {
  const { strongroom, region } = source;
  const { sandbox } = strongroom;
  const [keys, events] = await Promise.all([sandbox.keys.list(DEFAULT_ACCOUNT, region), loadEvents(source)]);
  const all = boundCiphertexts(events);
  const ciphertexts = all.slice(-MAX_CIPHERTEXTS);
  const statements = await loadStatements(sandbox, keys);
  const principals = new Set(
    statements.flatMap(({ owner, principals: named }) => (owner.includes(':key/') ? named : [owner])),
  );
  const questions = [...principals].flatMap((principal) =>
    ciphertexts.map(({ keyArn, pairs }) => ({ principal, keyArn, pairs })),
  );
  const outcomes = await Promise.all(
    questions.map(async ({ principal, keyArn, pairs }) => ({
      principal,
      keyArn,
      pairs,
      allowed: await isAllowed(sandbox, {
        principal,
        operation: 'Decrypt',
        region,
        input: { ...sampleInput('Decrypt', { id: keyArn }), EncryptionContext: Object.fromEntries(pairs) },
      }),
    })),
  );
  return { ciphertexts, older: all.length - ciphertexts.length, nameOf: keyNames(keys), statements, outcomes };
}
