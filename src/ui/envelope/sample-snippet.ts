/** The code example of Home. run-sample-snippet.ts makes the same calls; the page evaluates no code. */
import { TEXTS } from './home-texts.ts';

const Description = TEXTS.created.snippetKeyDescription;

/** The code. */
export const SNIPPET = `const kms = new KMS({ requestHandler: strongroom.requestHandler(), region, credentials });
const { KeyMetadata } = await kms.createKey({ Description: '${Description}' });
const { CiphertextBlob } = await kms.encrypt({ KeyId: KeyMetadata.KeyId, Plaintext: new TextEncoder().encode('hello') });
const { Plaintext } = await kms.decrypt({ CiphertextBlob });
console.log(new TextDecoder().decode(Plaintext));`;
