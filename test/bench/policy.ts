/**
 * Policy: authorized, audited Encrypt under a key policy of 32 KB and 100 statements ÷ the same under the default
 * policy, 64 in flight. Two such policies: one whose statements fail on caller or action, which is known once, and one
 * that has to look at the request 100 times for each call.
 */
import { connectToWorker } from '../../src/client/connect.ts';
import workerUrl from '../../src/worker/main.ts?worker&url';
import { inFlight } from './in-flight.ts';
import { alternate, compare, type Effort, type Row } from './measure.ts';
import { startWorker } from './start-worker.ts';

const CALLS = 10_000;
const BYTES = 32_768;
const STATEMENTS = 100;
const ACCOUNT = '111122223333';
const CONTEXT = { tenant: 'tenant-0' };

type Statement = Readonly<Record<string, unknown>>;

const KEEP: Statement = {
  Sid: 'Keep',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: 'kms:*',
  Resource: '*',
};

/** A policy of 100 statements, filled up to the quota of bytes. */
function policyOf(statement: (index: number) => Statement): string {
  const statements = [KEEP, ...Array.from({ length: STATEMENTS - 1 }, (_, index) => statement(index + 1))];
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  if (text.length > BYTES) throw new RangeError(`The policy has ${text.length} bytes.`);
  return text.padEnd(BYTES, ' ');
}

const byAction = policyOf((index) => ({
  Sid: `Action${index}`,
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/Learner` },
  Action: ['kms:Sign', 'kms:Verify', 'kms:GetPublicKey', 'kms:DescribeKey'],
  Resource: '*',
  Condition: { StringEquals: { 'kms:CallerAccount': ACCOUNT } },
}));

const byRequest = policyOf((index) => ({
  Sid: `Request${index}`,
  Effect: 'Deny',
  Principal: '*',
  Action: ['kms:Encrypt', 'kms:Decrypt'],
  Resource: '*',
  Condition: {
    StringLike: { 'kms:EncryptionContext:tenant': `tenant-${index}-*` },
    Bool: { 'aws:SecureTransport': 'true' },
  },
}));

/** The rows of the policy benchmark. */
export async function policy({ rounds = 7 }: Effort): Promise<readonly Row[]> {
  const kms = connectToWorker(startWorker(workerUrl), 'bench-policy').kms();
  const rateUnder = async (Policy?: string) => {
    const { KeyMetadata } = await kms.createKey(Policy === undefined ? {} : { Policy });
    const input = {
      KeyId: KeyMetadata?.KeyId,
      Plaintext: crypto.getRandomValues(new Uint8Array(32)),
      EncryptionContext: CONTEXT,
    };
    return () => inFlight(() => kms.encrypt(input), 64, CALLS);
  };
  const [actions, requests, usual] = await alternate(
    [
      { name: '100 statements, none about the call', run: await rateUnder(byAction) },
      { name: '100 statements that read the request', run: await rateUnder(byRequest) },
      { name: 'the default policy', run: await rateUnder() },
    ],
    rounds,
  );
  const what = (kind: string) =>
    `Encrypt, 64 in flight, key policy of 32 KB and 100 statements ${kind} ÷ the default policy`;
  return [
    compare({ id: 'policy', what: what('for other actions'), goal: undefined, unit: 'calls/s' }, actions, usual),
    compare({ id: 'policy', what: what('that read the request'), goal: undefined, unit: 'calls/s' }, requests, usual),
  ];
}
