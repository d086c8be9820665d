/** The sample message of the Inspector. */
import { encodeUtf8 } from '../../base/bytes.ts';
import { createEnvelope } from '../../envelope/envelope.ts';
import { Recorder } from '../page/call-recorder.ts';
import type { PageContext } from '../page/page-context.ts';
import { TEXTS } from './inspector-texts.ts';
import { ensurePlaygroundKey, PLAYGROUND_ALIAS } from './playground-key.ts';

/** Small, so that a short sample has several frames. */
const FRAME_LENGTH = 32;

/** Encrypts the sample under the key of the Playground, as the current caller. Rejects with AWS's error. */
export async function createInspectorSample(context: PageContext, signal: AbortSignal): Promise<Blob> {
  const recorder = new Recorder(context.kms);
  await ensurePlaygroundKey(recorder, context);
  const { region, caller } = context;
  const { stream } = createEnvelope(() => recorder.envelopeKms).encrypt(
    new Blob([encodeUtf8(TEXTS.input.sampleContent)]),
    {
      keyIds: [PLAYGROUND_ALIAS],
      encryptionContext: { purpose: 'inspector' },
      frameLength: FRAME_LENGTH,
      region,
      caller,
      signal,
    },
  );
  return new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).blob();
}
