/** Names of encrypted files and of their content. */
import { parseMessageLayout } from '../../envelope/inspect.ts';
import { headOf, MAX_HEAD_BYTES, type NamedBlob } from './envelope-calls.ts';

/** Extension of encrypted files, the default of the AWS Encryption CLI. */
export const ENCRYPTED_EXTENSION = '.encrypted';

/**
 * The pair of the encryption context that holds the name of the original file. There it is authenticated, and stays
 * when the encrypted file is renamed. It is not secret: it appears in the audit log.
 */
const NAME_PAIR = 'file';

/** Adds the name of the file to an encryption context, unless the context has a pair of that name. */
export function withFileName(
  context: Readonly<Record<string, string>>,
  name: string,
): Readonly<Record<string, string>> {
  return { [NAME_PAIR]: name, ...context };
}

/** The last part of a path, without control characters; undefined if nothing is left. */
function baseName(path: string): string | undefined {
  const name = path.replace(/^.*[/\\]/s, '').replace(/\p{Cc}/gu, '');
  return /^\.*$/.test(name) ? undefined : name;
}

/**
 * The name for the content of an encrypted file: that of the encryption context, or else its own name without the
 * extension. The context is not verified yet. Decryption verifies it before it returns any content.
 */
export async function contentName({ blob, name }: NamedBlob): Promise<string> {
  let stored: string | undefined;
  try {
    stored = parseMessageLayout(await headOf(blob, MAX_HEAD_BYTES)).header.encryptionContext[NAME_PAIR];
  } catch {
    // Not a message: decryption reports why.
  }
  return baseName(stored ?? '') ?? name.replace(/\.(?:encrypted|sealed)$/, '');
}
