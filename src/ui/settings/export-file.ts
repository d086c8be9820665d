/** The file of an export. */
import type { Sandbox } from '../../model/sandbox.ts';
import { TEXTS } from './import-texts.ts';

/** Exports the sandbox. Returns the file, and its name with the simulated date. */
export async function exportFile(
  sandbox: Pick<Sandbox, 'clock' | 'export'>,
): Promise<readonly [file: Blob, name: string]> {
  const [document, now] = await Promise.all([sandbox.export(), sandbox.clock.now()]);
  const date = now.toISOString().slice(0, 10);
  const text = `${JSON.stringify(document, undefined, 2)}\n`;
  return [new Blob([text], { type: 'application/json' }), TEXTS.fileName(date)];
}
