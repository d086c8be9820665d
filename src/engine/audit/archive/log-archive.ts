/** Exports the audit log of one engine as files of CloudTrail, and validates such files. */
import type {
  ExportedFile,
  ExportRequest,
  ExportStep,
  ValidationReport,
  ValidationRequest,
} from '../../../model/log-archive.ts';
import type { Ports } from '../../../model/ports.ts';
import type { Reader } from '../../transaction/reader.ts';
import type { TransactionResult } from '../../transaction/run-transaction.ts';
import type { AuditLog } from '../audit-log.ts';

/** Dependencies of the archive. */
export interface LogArchiveParts {
  readonly ports: Pick<Ports, 'database'>;
  readonly log: AuditLog;
  /** Runs a transaction. */
  readonly run: <T>(act: (reader: Reader) => Promise<TransactionResult<T>>) => Promise<T>;
  /** Returns the simulated time in milliseconds since 1970. */
  readonly now: () => Promise<number>;
}

/** Bytes and files after which a step ends. */
const MAX_STEP_BYTES = 4 * 1024 * 1024;
const MAX_STEP_FILES = 100;

/** Exports in progress. The oldest is dropped for a further one: a client can leave an export at any time. */
const MAX_EXPORTS = 8;

/** The archive of one engine. Its code is loaded when it is used. */
export class LogArchive {
  readonly #parts: LogArchiveParts;
  readonly #exports = new Map<string, AsyncGenerator<ExportedFile, void>>();
  #started = 0;

  constructor(parts: LogArchiveParts) {
    this.#parts = parts;
  }

  /**
   * Starts or continues an export.
   * @throws {TypeError} for an invalid option, or an export that this engine does not know
   */
  async exportEvents({ options = {}, continues }: ExportRequest): Promise<ExportStep> {
    const id = continues ?? String(++this.#started);
    const files = continues === undefined ? await this.#start(options) : this.#exports.get(continues);
    if (files === undefined) throw new TypeError('events.export: the export has ended. Start it again.');
    this.#exports.delete(id);
    const step: ExportedFile[] = [];
    for (let size = 0; size < MAX_STEP_BYTES && step.length < MAX_STEP_FILES;) {
      const { done, value } = await files.next();
      if (done === true) return { files: step };
      step.push(value);
      size += value.content.length;
    }
    this.#exports.set(id, files);
    const [oldest] = this.#exports.keys();
    if (this.#exports.size > MAX_EXPORTS && oldest !== undefined) this.#exports.delete(oldest);
    return { files: step, next: id };
  }

  /** Validates files. Every fault of a file is a result. */
  async validateEvents({ files }: ValidationRequest): Promise<ValidationReport> {
    const { validateFiles } = await import('./validate-files.ts');
    return await validateFiles(files, this.#parts.ports.database);
  }

  async #start(options: NonNullable<ExportRequest['options']>): Promise<AsyncGenerator<ExportedFile, void>> {
    const [{ createScope }, { writeExport }] = await Promise.all([
      import('./export-scope.ts'),
      import('./write-export.ts'),
    ]);
    return writeExport(createScope(options, await this.#parts.now()), this.#parts);
  }
}
