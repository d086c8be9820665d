/**
 * B3: GenerateDataKey, Decrypt, GenerateMac and Sign, authorized and audited, 64 in flight ÷ raw SubtleCrypto in a
 * worker.
 */
import { wrap } from 'comlink';
import type { KmsClient } from '../../src/client/strongroom.ts';
import { connectToWorker } from '../../src/client/connect.ts';
import workerUrl from '../../src/worker/main.ts?worker&url';
import { inFlight } from './in-flight.ts';
import { alternate, compare, type Effort, type Row } from './measure.ts';
import rawUrl from './raw-worker.ts?worker&url';
import type { RawWork, Yardsticks } from './raw-worker.ts';
import { startWorker } from './start-worker.ts';

const IN_FLIGHT = 64;
const MESSAGE = crypto.getRandomValues(new Uint8Array(32));

/** One operation: a key of its own and a call with it, the raw work beside it, and how much of both makes a turn. */
interface Case {
  readonly what: string;
  readonly goal: number;
  readonly work: RawWork;
  readonly calls: number;
  readonly rawCalls: number;
  /** Makes what the call needs, and gives the call. */
  readonly prepare: (kms: KmsClient) => Promise<() => Promise<unknown>>;
}

async function keyOf(kms: KmsClient, input: Parameters<KmsClient['createKey']>[0] = {}): Promise<string> {
  return (await kms.createKey(input)).KeyMetadata?.KeyId ?? '';
}

const CASES: readonly Case[] = [
  {
    what: 'GenerateDataKey AES_256',
    goal: 0.15,
    work: 'dataKey',
    calls: 64 * 60,
    rawCalls: 15_000,
    async prepare(kms) {
      const KeyId = await keyOf(kms);
      return () => kms.generateDataKey({ KeyId, KeySpec: 'AES_256' });
    },
  },
  {
    what: 'Decrypt 32 B',
    goal: 0.15,
    work: 'decrypt',
    calls: 64 * 60,
    rawCalls: 15_000,
    async prepare(kms) {
      const { CiphertextBlob } = await kms.encrypt({ KeyId: await keyOf(kms), Plaintext: MESSAGE });
      return () => kms.decrypt({ CiphertextBlob });
    },
  },
  {
    what: 'GenerateMac HMAC_256',
    goal: 0.08,
    work: 'mac',
    calls: 64 * 60,
    rawCalls: 20_000,
    async prepare(kms) {
      const KeyId = await keyOf(kms, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
      return () => kms.generateMac({ KeyId, MacAlgorithm: 'HMAC_SHA_256', Message: MESSAGE });
    },
  },
  {
    what: 'Sign ECC_NIST_P256',
    goal: 0.6,
    work: 'ecdsa',
    calls: 64 * 30,
    rawCalls: 4_000,
    async prepare(kms) {
      const KeyId = await keyOf(kms, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
      return () => kms.sign({ KeyId, SigningAlgorithm: 'ECDSA_SHA_256', Message: MESSAGE });
    },
  },
  {
    what: 'Sign RSA_2048, PSS',
    goal: 0.9,
    work: 'rsa',
    calls: 64 * 8,
    rawCalls: 512,
    async prepare(kms) {
      const KeyId = await keyOf(kms, { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' });
      return () => kms.sign({ KeyId, SigningAlgorithm: 'RSASSA_PSS_SHA_256', Message: MESSAGE });
    },
  },
];

/** The rows of B3. Custody is `native`, as in a fresh world of the app. */
export async function b3({ rounds = 15, only = '' }: Effort): Promise<readonly Row[]> {
  const kms = connectToWorker(startWorker(workerUrl), 'bench-b3').kms();
  const raw = wrap<Yardsticks>(startWorker(rawUrl));
  const rows: Row[] = [];
  for (const { what, goal, work, calls, rawCalls, prepare } of CASES) {
    if (!what.includes(only)) continue;
    const call = await prepare(kms);
    const [ours, bare] = await alternate(
      [
        { name: `${what}, ${IN_FLIGHT} in flight`, run: () => inFlight(call, IN_FLIGHT, calls) },
        { name: 'raw SubtleCrypto', run: () => raw.rate(work, rawCalls) },
      ],
      rounds,
    );
    rows.push(
      compare(
        { id: 'B3', what: `${what}, ${IN_FLIGHT} in flight ÷ raw SubtleCrypto in a worker`, goal, unit: 'calls/s' },
        ours,
        bare,
      ),
    );
  }
  return rows;
}
