/** The five lines of Home's last door, and the same calls as the page makes them: nothing is evaluated. */
import type { Recorder } from '../page/call-recorder.ts';

/** The lines, as a program would have them. */
export const SNIPPET = `const kms = new KMS({ requestHandler: strongroom.requestHandler(), region, credentials });
const { KeyMetadata } = await kms.createKey({ Description: 'Made by five lines of code' });
const { CiphertextBlob } = await kms.encrypt({ KeyId: KeyMetadata.KeyId, Plaintext: new TextEncoder().encode('hello') });
const { Plaintext } = await kms.decrypt({ CiphertextBlob });
console.log(new TextDecoder().decode(Plaintext));`;

/** Makes the calls of SNIPPET and gives what it would print. Throws AWS's error. */
export async function runSnippet(recorder: Recorder): Promise<string> {
  const { KeyMetadata } = await recorder.call('CreateKey', { Description: 'Made by five lines of code' });
  const { CiphertextBlob } = await recorder.call('Encrypt', {
    KeyId: KeyMetadata?.KeyId,
    Plaintext: new TextEncoder().encode('hello'),
  });
  const { Plaintext } = await recorder.call('Decrypt', { CiphertextBlob });
  return new TextDecoder().decode(Plaintext);
}
