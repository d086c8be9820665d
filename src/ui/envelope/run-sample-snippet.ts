import type { Recorder } from '../page/call-recorder.ts';
import { TEXTS } from './home-texts.ts';

/** Makes the calls of SNIPPET and resolves with what it would print. Throws AWS's error. */
export async function runSnippet(recorder: Recorder): Promise<string> {
  const { KeyMetadata } = await recorder.call('CreateKey', {
    Description: TEXTS.created.snippetKeyDescription,
  });
  const { CiphertextBlob } = await recorder.call('Encrypt', {
    KeyId: KeyMetadata?.KeyId,
    Plaintext: new TextEncoder().encode('hello'),
  });
  const { Plaintext } = await recorder.call('Decrypt', { CiphertextBlob });
  return new TextDecoder().decode(Plaintext);
}
