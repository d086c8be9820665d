/** The code example of Home. The page makes the same calls itself; it evaluates no code. */
import type { Recorder } from '../page/call-recorder.ts';
import { TEXTS } from './home-texts.ts';

const Description = TEXTS.created.snippetKeyDescription;

/** The code. */
export const SNIPPET = `const kms = new KMS({ requestHandler: strongroom.requestHandler(), region, credentials });
const { KeyMetadata } = await kms.createKey({ Description: '${Description}' });
const { CiphertextBlob } = await kms.encrypt({ KeyId: KeyMetadata.KeyId, Plaintext: new TextEncoder().encode('hello') });
const { Plaintext } = await kms.decrypt({ CiphertextBlob });
console.log(new TextDecoder().decode(Plaintext));`;

/** Makes the calls of SNIPPET and resolves with what it would print. Throws AWS's error. */
export async function runSnippet(recorder: Recorder): Promise<string> {
  const { KeyMetadata } = await recorder.call('CreateKey', { Description });
  const { CiphertextBlob } = await recorder.call('Encrypt', {
    KeyId: KeyMetadata?.KeyId,
    Plaintext: new TextEncoder().encode('hello'),
  });
  const { Plaintext } = await recorder.call('Decrypt', { CiphertextBlob });
  return new TextDecoder().decode(Plaintext);
}
