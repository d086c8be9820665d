/** Names of encrypted files, and name and type of their content. */
import { headOf, layoutOf, MAX_HEAD_BYTES, type NamedBlob } from './message-head.ts';

/** Extension of encrypted files, the default of the AWS Encryption CLI. */
export const ENCRYPTED_EXTENSION = '.encrypted';

/**
 * The pair of the encryption context that holds the name of the original file. There it is authenticated, and stays
 * when the encrypted file is renamed. It is not secret: it appears in the audit log.
 */
const NAME_PAIR = 'file';

/** The pair that holds the media type of the original file, if the browser knows it. */
const TYPE_PAIR = 'type';

/** A media type: https://www.rfc-editor.org/rfc/rfc6838#section-4.2, without parameters. */
const MEDIA_TYPE = /^[a-z\d][\w!#$&^.+-]{0,126}\/[a-z\d][\w!#$&^.+-]{0,126}$/i;

/** Name and type of a file. `type` is '' if it is not known. */
export interface FileIdentity {
  readonly name: string;
  readonly type: string;
}

/** Adds name and type of the file to an encryption context, unless the context has pairs of these names. */
export function withFileIdentity(
  context: Readonly<Record<string, string>>,
  { name, type }: FileIdentity,
): Readonly<Record<string, string>> {
  return { [NAME_PAIR]: name, ...(type ? { [TYPE_PAIR]: type } : {}), ...context };
}

/** The last part of a path, without control characters; undefined if nothing is left. */
function baseName(path: string): string | undefined {
  const name = path.replace(/^.*[/\\]/s, '').replace(/\p{Cc}/gu, '');
  return /^\.*$/.test(name) ? undefined : name;
}

/**
 * Name and type for the content of an encrypted file: those of the encryption context, or else its own name without the
 * extension. The context is not verified yet. Decryption verifies it before it returns any content.
 */
export async function contentIdentity({ blob, name }: NamedBlob): Promise<FileIdentity> {
  let stored: Readonly<Record<string, string>> = {};
  try {
    stored = (await layoutOf(await headOf(blob, MAX_HEAD_BYTES))).header.encryptionContext;
  } catch {
    // Not a message: decryption reports why.
  }
  const type = stored[TYPE_PAIR] ?? '';
  return {
    name: baseName(stored[NAME_PAIR] ?? '') ?? name.replace(/\.(?:encrypted|sealed)$/, ''),
    type: MEDIA_TYPE.test(type) ? type : '',
  };
}
