/** What happens by itself when the world's clock has come far enough: so far the deletion of keys whose waiting period is over. */
import type { AuditEvent } from '../../model/audit.ts';
import type { Random } from '../../model/ports.ts';
import type { Change, KeyRecord } from '../../model/records.ts';
import { deleteKeyEvent } from '../audit/record.ts';
import type { Reader } from '../reader.ts';

/** The next key to which something is due at `now`, or undefined. */
export async function nextDue(reader: Reader, now: number): Promise<KeyRecord | undefined> {
  const key = await reader.first('keys', 'due');
  return key?.dueAt !== undefined && key.dueAt <= now ? key : undefined;
}

/** The deletion of `key`: record, material and aliases go. Source: the guide's page on deleting keys. */
export async function deleteKey(reader: Reader, key: KeyRecord, random: Random): Promise<{ changes: Change[]; events: AuditEvent[] }> {
  const aliases = await reader.all('aliases', 'target', [key.arn]);
  const materials = await reader.all('materials', 'key', [key.keyId]);
  return {
    changes: [
      { store: 'keys', before: key },
      ...aliases.map((before): Change => ({ store: 'aliases', before })),
      ...materials.map((before): Change => ({ store: 'materials', before })),
    ],
    events: [deleteKeyEvent(key, key.dueAt ?? key.createdAt, random)],
  };
}
