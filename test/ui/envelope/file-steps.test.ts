import { expect } from 'chai';
import type { RunWatch } from '../../../src/ui/envelope/run-watch.ts';
import { decryptFile, encryptFile } from '../../../src/ui/envelope/envelope-calls.ts';
import type { EnvelopeRun } from '../../../src/ui/envelope/envelope-run.ts';
import { LiveKeys } from '../../../src/ui/envelope/live-keys.ts';
import { encryptionKeyring } from '../../../src/ui/envelope/run-keyring.ts';
import { FIRST_KEYRING } from '../../../src/ui/envelope/keyring-type.ts';
import { CHANGE_GATE, StepGate, type NextStep } from '../../../src/ui/envelope/step-gate.ts';
import { SteppedRecorder } from '../../../src/ui/envelope/stepped-recorder.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { newKey, pageContext } from '../context.ts';
import { until } from '../fixture.ts';

const blobOf = (stream: ReadableStream<Uint8Array>) =>
  new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).blob();

const shortly = ({ kind, ...rest }: NextStep) => ('operation' in rest ? rest.operation : kind);

/** A run that is observed at each halt: its step, calls so far, steps done, and the data keys in memory by holder. */
function observed() {
  const gate = new StepGate();
  const keys = new LiveKeys();
  const halts: string[] = [];
  let run: EnvelopeRun | undefined;
  let calls: () => number = () => 0;
  gate.addEventListener(CHANGE_GATE.name, () => {
    if (!gate.next) return;
    keys.check();
    const live = keys.keys.filter(({ overwrittenAt }) => overwrittenAt === undefined).map(({ holder }) => holder);
    halts.push(`${shortly(gate.next)} ${calls()} calls, ${run?.done ?? 0} done: ${live.sort().join(' ') || 'no key'}`);
    // Not in the event: a person presses later.
    setTimeout(() => gate.step());
  });
  const watch: RunWatch = { gate, keys, onRun: (next) => (run = next) };
  const recorderOf = ({ kms }: PageContext) => {
    const recorder = new SteppedRecorder(kms, gate, new AbortController().signal);
    calls = () => recorder.calls.length;
    return recorder;
  };
  return { watch, halts, keys, recorderOf, last: () => run };
}

async function scene() {
  const context = pageContext();
  const keyIds = [(await newKey(context)).Arn ?? '', (await newKey(context)).Arn ?? ''];
  const options = { keyIds, encryptionContext: { purpose: 'test' } };
  return { context, options, file: { name: 'a', blob: new Blob(['content']) } };
}

describe('a run step by step', () => {
  it('halts before each call, before the body, and before the result is stored', async () => {
    const { context, options, file } = await scene();
    const encryption = observed();
    const recorder = encryption.recorderOf(context);
    const { kept } = await encryptFile(recorder, context, file, options, blobOf, encryption.watch);
    expect(encryption.halts).to.deep.equal([
      'GenerateDataKey 0 calls, 0 done: no key',
      'Encrypt 1 calls, 3 done: display',
      // The page also shows the data key in the request of Encrypt.
      'encrypt 2 calls, 3 done: display display envelope',
      'store 2 calls, 5 done: display display',
    ]);
    expect(encryption.last()?.done).to.equal(6);
    encryption.keys.overwriteDisplayed();
    expect(encryption.keys.keys.filter(({ overwrittenAt }) => overwrittenAt === undefined)).to.deep.equal([]);
    const decryption = observed();
    const again = decryption.recorderOf(context);
    const back = await decryptFile(again, context, { name: 'a', blob: kept }, blobOf, decryption.watch);
    expect(decryption.halts).to.deep.equal([
      'Decrypt 0 calls, 0 done: no key',
      'decrypt 1 calls, 3 done: display envelope',
      'store 1 calls, 3 done: display',
    ]);
    expect([await back.kept.text(), back.run.done]).to.deep.equal(['content', 4]);
  });

  it('halts before the calls that create and look up the keys of a keyring', async () => {
    const { context, file } = await scene();
    const { watch, halts, recorderOf } = observed();
    const recorder = recorderOf(context);
    const keyring = await encryptionKeyring(recorder, context, { ...FIRST_KEYRING, type: 'aws-kms-rsa' }, '', []);
    await encryptFile(recorder, context, file, { keyIds: [], keyring, encryptionContext: {} }, blobOf, watch);
    expect(halts.map((halt) => halt.slice(0, halt.indexOf(',')))).to.deep.equal([
      'CreateKey 0 calls',
      'CreateAlias 1 calls',
      'DescribeKey 2 calls',
      'GetPublicKey 3 calls',
      'encrypt 4 calls',
      'store 4 calls',
    ]);
  });

  it('makes no further call when it is canceled before a call that creates a key', async () => {
    const context = pageContext();
    const gate = new StepGate();
    const canceling = new AbortController();
    const recorder = new SteppedRecorder(context.kms, gate, canceling.signal);
    const settings = { ...FIRST_KEYRING, type: 'aws-kms-ecdh' } as const;
    const canceled = encryptionKeyring(recorder, context, settings, '', []).then(
      () => undefined,
      (error: unknown) => error,
    );
    await until(() => gate.next);
    expect(gate.next).to.deep.equal({ kind: 'call', operation: 'CreateKey', subject: 'ECC_NIST_P256' });
    canceling.abort(new Error('stop'));
    expect(await canceled).to.equal(canceling.signal.reason);
    expect((await context.kms.listKeys({})).Keys).to.deep.equal([]);
  });

  it('makes the rest without a halt', async () => {
    const { context, options, file } = await scene();
    const gate = new StepGate();
    const { promise, halts } = {
      promise: encryptFile(
        new SteppedRecorder(context.kms, gate, new AbortController().signal),
        context,
        file,
        options,
        blobOf,
        { gate },
      ),
      halts: [] as string[],
    };
    gate.addEventListener(CHANGE_GATE.name, () => gate.next && halts.push(gate.next.kind));
    await until(() => gate.next);
    gate.open();
    await promise;
    expect(halts.length).to.be.at.most(1);
  });

  it('ends at a halt when it is canceled, and leaves no data key in the envelope code', async () => {
    const { context, options, file } = await scene();
    const gate = new StepGate();
    const keys = new LiveKeys();
    const canceling = new AbortController();
    const watch = { gate, keys, signal: canceling.signal };
    const recorder = new SteppedRecorder(context.kms, gate, canceling.signal);
    const canceled = encryptFile(recorder, context, file, options, blobOf, watch).then(
      () => undefined,
      (error: unknown) => error,
    );
    for (const kind of ['call', 'call', 'encrypt']) {
      await until(() => gate.next?.kind === kind);
      if (kind === 'call') {
        const { next } = gate;
        gate.step();
        await until(() => gate.next !== next);
      }
    }
    expect(keys.keys.map(({ holder }) => holder)).to.deep.equal(['display', 'envelope', 'display']);
    canceling.abort(new Error('stop'));
    expect(await canceled).to.equal(canceling.signal.reason);
    await until(() => {
      keys.check();
      return keys.keys.find(({ holder }) => holder === 'envelope')?.overwrittenAt !== undefined;
    });
  });
});
