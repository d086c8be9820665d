/** The table of what can be done with a key, run over a KMS: every row, for a key of every spec that has it. */
import { expect } from 'chai';
import { toBase64 } from '../../../src/base/base64.ts';
import { KEY_SPECS } from '../../../src/model/algorithms.ts';
import type { KeyMetadata, KeySpec, KeyUsageType } from '../../../src/model/sdk.ts';
import { createStrongroom } from '../../../src/memory.ts';
import { outputOf } from '../../../src/ui/page/call-recorder.ts';
import { codeOf } from '../../../src/ui/use/use-code.ts';
import { filled } from '../../../src/ui/use/use-next.ts';
import { fieldsOf, stateRefusal, usesElsewhere, usesOf } from '../../../src/ui/use/use-of-key.ts';
import { USES } from '../../../src/ui/use/use-operations.ts';
import { canPeer, makePeer } from '../../../src/ui/use/use-peer.ts';
import type { UseRow } from '../../../src/ui/use/use-row.ts';
import { digestOf, sendingsOf } from '../../../src/ui/use/use-sending.ts';
import { firstValues, inputOf, type UseInput, type UseValues } from '../../../src/ui/use/use-values.ts';
import { inWords, isCustodyRefusal } from '../../../src/ui/use/use-error-texts.ts';
import { TEXTS } from '../../../src/ui/use/use-texts.ts';
import { problemOf } from '../../../src/ui/page/problem.ts';

const strongroom = createStrongroom();

/** RSA_4096 takes long to make and differs from RSA_2048 in nothing that the table knows. */
const SLOW: readonly KeySpec[] = ['RSA_3072', 'RSA_4096'];
const PLACE: Partial<Record<KeySpec, string>> = { SM2: 'cn-north-1' };

const regionOf = (spec: KeySpec) => PLACE[spec] ?? 'us-east-1';

async function makeKey(spec: KeySpec, usage: KeyUsageType): Promise<KeyMetadata> {
  const { KeyMetadata } = await strongroom.kms(regionOf(spec)).createKey({ KeySpec: spec, KeyUsage: usage });
  return KeyMetadata as KeyMetadata;
}

interface Kms {
  call(operation: string, input: UseInput): Promise<Parameters<typeof outputOf>[0]>;
}

const kmsOf = (key: KeyMetadata) => strongroom.kms(regionOf(key.KeySpec as KeySpec)) as unknown as Kms;

const toolsFor = (key: KeyMetadata) => ({
  publicKey: async () =>
    (await strongroom.kms(regionOf(key.KeySpec as KeySpec)).getPublicKey({ KeyId: key.KeyId }))
      .PublicKey as Uint8Array<ArrayBuffer>,
});

async function run(use: UseRow, key: KeyMetadata, values: UseValues) {
  const input = await inputOf(use, key, values, toolsFor(key));
  return { input, output: outputOf(await kmsOf(key).call(use.operation, input)) as unknown as Record<string, unknown> };
}

/** The input that the code of the form gives to the SDK's client, found by running it. */
async function codeInput(use: UseRow, key: KeyMetadata, values: UseValues): Promise<unknown> {
  const asked: { method: string; input: unknown }[] = [];
  const record = (method: string) => async (input: unknown) => {
    asked.push({ method, input });
    return method === 'getPublicKey' ? { PublicKey: await toolsFor(key).publicKey() } : {};
  };
  const { shake256 } = await import('@noble/hashes/sha3.js');
  const world = {
    KMS: class {
      constructor() {
        return new Proxy(this, { get: (_, name) => record(String(name)) });
      }
    },
    shake256,
    readFile: () => allFileBytes(values),
    strongroom: { requestHandler: () => ({}) },
    credentials: {},
  };
  Object.assign(globalThis, { codeWorld: world });
  const code = codeOf(use, key, values, 'us-east-1').replace(/^import .*$/gm, '');
  const module = `const { KMS, shake256, readFile, strongroom, credentials } = globalThis.codeWorld;\n${code}`;
  const url = URL.createObjectURL(new Blob([module], { type: 'text/javascript' }));
  await import(/* @vite-ignore */ url);
  return asked.at(-1)?.input;
}

async function allFileBytes(values: UseValues) {
  const file = Object.values(values.bytes).find((entry) => entry.file)?.file;
  return new Uint8Array((await file?.arrayBuffer()) ?? new ArrayBuffer());
}

const withBytes = (values: UseValues, member: string, bytes: Uint8Array): UseValues => ({
  ...values,
  bytes: { ...values.bytes, [member]: { form: 'base64', text: toBase64(bytes) } },
});

const withText = (values: UseValues, member: string, text: string): UseValues => ({
  ...values,
  texts: { ...values.texts, [member]: text },
});

const rowOf = (operation: string) => USES.find((use) => use.operation === operation) as UseRow;

const KEYS = (Object.keys(KEY_SPECS) as KeySpec[])
  .filter((spec) => !SLOW.includes(spec))
  .flatMap((spec) => KEY_SPECS[spec].usages.map((usage) => ({ spec, usage })));

describe('the table of what can be done with a key', () => {
  for (const { spec, usage } of KEYS) {
    it(`gives calls that succeed, and what comes out fits the next: ${spec} for ${usage}`, async () => {
      const key = await makeKey(spec, usage);
      const uses = usesOf(key);
      expect(uses).not.to.be.empty;
      const reached = new Set<string>();
      for (const use of uses) {
        if (
          fieldsOf(use, key).some(
            ({ member, kind }) => kind === 'bytes' && member !== 'Plaintext' && member !== 'Message',
          )
        )
          continue;
        reached.add(use.operation);
        const values = firstValues(use, key);
        const { input, output } = await run(use, key, values);
        expect(await codeInput(use, key, values), use.operation).to.deep.equal(input);
        for (const result of use.results) {
          const bytes = output[result.member] as Uint8Array;
          expect(bytes, result.member).to.be.instanceOf(Uint8Array);
          for (const next of result.next ?? []) {
            reached.add(next.operation);
            const to = rowOf(next.operation);
            const carried = filled(next, bytes, values, firstValues(to, key));
            const after = await run(to, key, carried);
            expect(await codeInput(to, key, carried), next.operation).to.deep.equal(after.input);
            for (const { member, kind } of to.results) {
              if (kind === 'truth') expect(after.output[member], member).to.equal(true);
              else expect((after.output[member] as Uint8Array).length, member).to.be.greaterThan(0);
            }
          }
        }
      }
      if (usage !== 'KEY_AGREEMENT')
        expect([...reached].sort()).to.deep.equal(uses.map(({ operation }) => operation).sort());
    });
  }

  for (const spec of ['ECC_NIST_P256', 'ECC_NIST_P384', 'ECC_NIST_P521'] as const) {
    it(`agrees with the other side that the page plays: ${spec}`, async () => {
      const key = await makeKey(spec, 'KEY_AGREEMENT');
      const use = rowOf('DeriveSharedSecret');
      const peer = await makePeer(spec);
      const { output } = await run(use, key, withBytes(firstValues(use, key), 'PublicKey', peer.publicKey));
      expect(output['SharedSecret']).to.deep.equal(await peer.secretWith(await toolsFor(key).publicKey()));
    });
  }

  it('plays no other side for a curve that the browser lacks', async () => {
    expect(canPeer('SM2')).to.equal(false);
    expect(canPeer('ECC_NIST_P521')).to.equal(true);
    let thrown: unknown;
    await makePeer('SM2').catch((error: unknown) => (thrown = error));
    expect(thrown).to.be.instanceOf(TypeError);
  });

  for (const spec of [
    'RSA_2048',
    'ECC_NIST_P256',
    'ECC_NIST_P384',
    'ECC_NIST_P521',
    'ECC_SECG_P256K1',
    'ECC_NIST_EDWARDS25519',
    'ML_DSA_44',
    'ML_DSA_87',
  ] as const) {
    it(`signs a file of any size by what it makes of it, as KMS does of a message: ${spec}`, async () => {
      const key = await makeKey(spec, 'SIGN_VERIFY');
      const [sign, verify] = [rowOf('Sign'), rowOf('Verify')];
      const small = new File(['Attack at dawn.'], 'order.txt');
      const large = new File([new Uint8Array(300_000).map((_, index) => index % 251)], 'report.pdf');
      let made = 0;
      for (const algorithm of key.SigningAlgorithms ?? []) {
        if (!sendingsOf(algorithm).some(({ way }) => way === 'made')) continue;
        made += 1;
        const base = withText({ ...firstValues(sign, key), way: 'made' }, 'SigningAlgorithm', algorithm);
        const values = { ...base, bytes: { Message: { form: 'text', text: '', file: small } } } as UseValues;
        const { input, output } = await run(sign, key, values);
        expect(await codeInput(sign, key, values)).to.deep.equal(input);
        const toVerify = filled(
          sign.results[0]!.next![0]!,
          output['Signature'] as Uint8Array,
          values,
          firstValues(verify, key),
        );
        expect((await run(verify, key, toVerify)).output['SignatureValid']).to.equal(true);
        // KMS makes its own digest of the message: the signature over ours is one over the message.
        if (sendingsOf(algorithm).some(({ way }) => way === 'raw')) {
          expect((await run(verify, key, { ...toVerify, way: 'raw' })).output['SignatureValid']).to.equal(true);
        }
        const of = await run(sign, key, { ...values, bytes: { Message: { form: 'text', text: '', file: large } } });
        expect((of.output['Signature'] as Uint8Array).length).to.be.greaterThan(0);
      }
      expect(made).to.be.greaterThan(0);
    });
  }

  it('lets the page go on while it makes the digest of a large file', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 0);
    const steps: number[] = [];
    const digest = await digestOf(new Blob([new Uint8Array(32 << 20)]), 'SHA-256', {
      onProgress: (done) => steps.push(done),
    });
    clearInterval(timer);
    expect(turns).to.be.greaterThan(2);
    expect(steps).not.to.be.empty;
    expect(steps).to.deep.equal([...steps].sort((a, b) => a - b));
    expect(steps.at(-1)).to.be.at.most(32 << 20);
    expect(digest).to.deep.equal(new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(32 << 20))));
  });

  it('sends a digest that the visitor has, and what goes along with a call', async () => {
    const key = await makeKey('ECC_NIST_P256', 'SIGN_VERIFY');
    const use = rowOf('Sign');
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode('Attack at dawn.')));
    const values = withBytes(
      { ...firstValues(use, key), way: 'given', grantTokens: ' one, two\nthree ', dryRun: true },
      'Digest',
      digest,
    );
    const input = await inputOf(use, key, values, toolsFor(key));
    expect(input).to.deep.equal({
      KeyId: key.KeyId,
      SigningAlgorithm: 'ECDSA_SHA_256',
      Message: digest,
      MessageType: 'DIGEST',
      GrantTokens: ['one', 'two', 'three'],
      DryRun: true,
    });
    expect(await codeInput(use, key, values)).to.deep.equal(input);
  });

  it('writes into code what strings, contexts and numbers hold, whatever it is', async () => {
    const key = await makeKey('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT');
    const encrypt = rowOf('Encrypt');
    const values: UseValues = {
      ...firstValues(encrypt, key),
      bytes: { Plaintext: { form: 'text', text: `it's "quoted" \\ \n \u2028 \${x} \`` } },
      pairs: { EncryptionContext: { "o'clock": 'a"b', plain: "l'été" } },
    };
    expect(await codeInput(encrypt, key, values)).to.deep.equal(await inputOf(encrypt, key, values, toolsFor(key)));
    const generate = rowOf('GenerateDataKey');
    const sized = withText(withText(firstValues(generate, key), 'KeySpec', ''), 'NumberOfBytes', '77');
    const { input, output } = await run(generate, key, sized);
    expect(input).to.deep.equal({ KeyId: key.KeyId, NumberOfBytes: 77 });
    expect((output['Plaintext'] as Uint8Array).length).to.equal(77);
    expect(await codeInput(generate, key, sized)).to.deep.equal(input);
  });

  it('names what a key cannot do, with what that needs', async () => {
    const rsa = await makeKey('RSA_2048', 'ENCRYPT_DECRYPT');
    expect(usesOf(rsa).map(({ operation }) => operation)).to.deep.equal(['Encrypt', 'Decrypt', 'ReEncrypt']);
    const elsewhere = usesElsewhere(rsa);
    expect(elsewhere.flatMap(({ operations }) => operations)).to.have.length(USES.length - 3);
    expect(elsewhere.find(({ operations }) => operations.includes('GenerateDataKey'))?.need).to.include(
      'SYMMETRIC_DEFAULT',
    );
    expect(elsewhere.find(({ operations }) => operations.includes('Sign'))?.need).to.include('SIGN_VERIFY');
  });

  it('foretells the error that the state of the key has', async () => {
    const key = await makeKey('HMAC_256', 'GENERATE_VERIFY_MAC');
    expect(stateRefusal('GenerateMac', key)).to.equal(undefined);
    await strongroom.kms().disableKey({ KeyId: key.KeyId });
    const disabled = { ...key, KeyState: 'Disabled' as const };
    const use = rowOf('GenerateMac');
    let thrown: unknown;
    await run(use, disabled, firstValues(use, disabled)).catch((error: unknown) => (thrown = error));
    const { name, message } = problemOf(thrown);
    expect(stateRefusal('GenerateMac', disabled)).to.deep.equal({ name, message });
  });

  it('has its own words where an error means something narrower, and leaves name and message alone', async () => {
    const key = await makeKey('ECC_NIST_P256', 'SIGN_VERIFY');
    const use = rowOf('Verify');
    let thrown: unknown;
    await run(use, key, withBytes(firstValues(use, key), 'Signature', Uint8Array.of(1, 2, 3)))
      .catch(() =>
        run(use, key, {
          ...withBytes(firstValues(use, key), 'Signature', Uint8Array.of(1, 2, 3)),
          bytes: { Message: { form: 'text', text: 'm' }, Signature: { form: 'hex', text: '010203' } },
        }),
      )
      .catch((error: unknown) => (thrown = error));
    const plain = problemOf(thrown);
    const worded = inWords(plain, 'Verify');
    expect(plain.name).to.equal('KMSInvalidSignatureException');
    expect({ ...worded, words: plain.words }).to.deep.equal(plain);
    expect(worded.words).to.equal(TEXTS.errors.wrongSignature);
    expect(inWords(plain, 'Encrypt')).to.equal(plain);
    expect(isCustodyRefusal(plain)).to.equal(false);
  });

  it('tells a refusal of native custody from a gap', async () => {
    const native = createStrongroom();
    await native.sandbox.settings.set({ custody: 'native' });
    const { KeyMetadata } = await native.kms().createKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    let thrown: unknown;
    await native
      .kms()
      .sign({
        KeyId: KeyMetadata?.KeyId,
        Message: new Uint8Array(32),
        MessageType: 'DIGEST',
        SigningAlgorithm: 'ECDSA_SHA_256',
      })
      .catch((error: unknown) => (thrown = error));
    const problem = inWords(problemOf(thrown), 'Sign');
    expect(isCustodyRefusal(problem)).to.equal(true);
    expect(problem.words?.next).to.include('custody');
    const { reason: _reason, ...other } = problem;
    expect(isCustodyRefusal(other)).to.equal(false);
  });
});
