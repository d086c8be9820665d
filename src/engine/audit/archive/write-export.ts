/** Makes the files of an export: first all log files, then the digest files, which list them. */
import type { ExportedFile } from '../../../model/log-archive.ts';
import type { AuditLog } from '../audit-log.ts';
import { writeDigestFiles } from './digest-files.ts';
import { openSigningKey } from './digest-keys.ts';
import type { ExportScope } from './export-scope.ts';
import { LogFileWriter } from './log-files.ts';

/** What an export reads and writes: the log, and transactions for the signing keys. */
interface ExportParts {
  readonly log: AuditLog;
  readonly run: Parameters<typeof openSigningKey>[1];
}

/** Makes the files of an export one by one. Memory use does not depend on the number of events. */
export async function* writeExport(scope: ExportScope, { log, run }: ExportParts): AsyncGenerator<ExportedFile, void> {
  const writer = new LogFileWriter(log, scope);
  yield* writer.write();
  for (const files of writer.places) {
    const key = await openSigningKey(files.region, run);
    yield* writeDigestFiles(files, scope, key);
  }
}
