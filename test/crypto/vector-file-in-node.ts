/** The text of a file of published vectors, for tests in Node. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

export async function readVectorFile(set: string): Promise<string> {
  return gunzipSync(await readFile(path.join(import.meta.dirname, `../vectors/${set}.json.gz`))).toString();
}
