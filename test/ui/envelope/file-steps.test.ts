import { expect } from 'chai';
import type { RunWatch } from '../../../src/ui/envelope/run-watch.ts';
import { decryptFile, encryptFile } from '../../../src/ui/envelope/envelope-calls.ts';
import type { EnvelopeRun } from '../../../src/ui/envelope/envelope-run.ts';
import { LiveKeys } from '../../../src/ui/envelope/live-keys.ts';
import { CHANGE_GATE, StepGate, type NextStep } from '../../../src/ui/envelope/step-gate.ts';
import { Recorder } from '../../../src/ui/page/call-recorder.ts';
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
  const recorderOf = (recorder: Recorder) => {
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
    const recorder = encryption.recorderOf(new Recorder(context.kms));
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
    const again = decryption.recorderOf(new Recorder(context.kms));
    const back = await decryptFile(again, context, { name: 'a', blob: kept }, blobOf, decryption.watch);
    expect(decryption.halts).to.deep.equal([
      'Decrypt 0 calls, 0 done: no key',
      'decrypt 1 calls, 3 done: display envelope',
      'store 1 calls, 3 done: display',
    ]);
    expect([await back.kept.text(), back.run.done]).to.deep.equal(['content', 4]);
  });

  it('makes the rest without a halt', async () => {
    const { context, options, file } = await scene();
    const gate = new StepGate();
    const { promise, halts } = {
      promise: encryptFile(new Recorder(context.kms), context, file, options, blobOf, { gate }),
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
    const canceled = encryptFile(new Recorder(context.kms), context, file, options, blobOf, watch).then(
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
