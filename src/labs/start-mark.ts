/**
 * The mark of a start in the sandbox of its lab. A reset of the sandbox deletes it, and another start replaces it. The
 * log alone does not show a reset: the start of a lab can be without events.
 */
import type { Sandbox } from '../model/sandbox.ts';

const MARK = { scope: 'lab', name: 'start' } as const;

type MarkedSandbox = Pick<Sandbox, 'serviceRecords'>;

/** Marks the sandbox. Returns the ID of the start. */
export async function markStart({ serviceRecords }: MarkedSandbox): Promise<string> {
  const id = crypto.randomUUID();
  await serviceRecords.change({ changes: [{ ...MARK, value: { id } }] });
  return id;
}

/** Whether the sandbox is as this start left it, and what was done since. */
export async function hasStartMark({ serviceRecords }: MarkedSandbox, id: string): Promise<boolean> {
  return (await serviceRecords.get(MARK))?.value.id === id;
}
