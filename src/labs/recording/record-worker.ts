/** Records what this page asks its worker for in one sandbox: KMS calls with their whole input, and changes. */
import { CONSOLE_READ_AGENT } from '../../model/audit.ts';
import type { Call, ClockState, Reply } from '../../model/contract.ts';
import { SANDBOX_METHODS, type SandboxMethod } from '../../model/sandbox-methods.ts';
import type { WorkerApi } from '../../model/worker-api.ts';
import { toLabValue } from '../lab-bytes.ts';
import type { LabValue } from '../lab-value.ts';
import type { RecordedAdvance, RecordedCall, RecordedMethod, Values } from './recorded-entry.ts';

type Unplaced<Entry> = Omit<Entry, 'part' | 'id'> & { readonly id?: string };
/** What was recorded, without its part; `reset`: the sandbox is empty again. */
export type WorkerNote =
  Unplaced<RecordedCall> | Unplaced<RecordedMethod> | Unplaced<RecordedAdvance> | { readonly kind: 'reset' };

/** Methods that advance the clock. */
const ADVANCES: ReadonlySet<string> = new Set<SandboxMethod>(['advanceClock', 'advanceClockToNext', 'setClock']);
/** Methods that a page or a service calls by itself, and that no author would put into a lab. */
const UNRECORDED: ReadonlySet<string> = new Set<SandboxMethod>(['stopClock', 'changeServiceRecords', 'exportEvents']);
/** Groups of methods whose results later steps need. Those of others can be secret, and are not recorded. */
const WITH_RESULT = /^(?:clusters|proxies)\./;

/** Whether the page made this call to show something. */
const isConsoleRead = ({ requestContext }: Call): boolean => requestContext?.['aws:UserAgent'] === CONSOLE_READ_AGENT;

function noteOfCall(call: Call, input: Values, reply: Reply): WorkerNote {
  const { operation, region, caller, requestContext, attempt, delayMs } = call;
  return {
    kind: 'call',
    id: reply.requestId,
    source: 'client',
    operation,
    region,
    input,
    ...(caller === undefined ? {} : { by: caller }),
    ...(requestContext === undefined ? {} : { context: toLabValue(requestContext) as Values }),
    ...(attempt === undefined ? {} : { attempt }),
    ...(delayMs === undefined ? {} : { delayMs }),
    ...(reply.ok ? { output: toLabValue(reply.output) } : { error: reply.error.name }),
  };
}

const errorName = (error: unknown): string => (error instanceof Error ? error.name : 'Error');

/**
 * Records the calls through `api` in one sandbox, until the returned function is called. A call is recorded once it is
 * answered. `api` is changed in place, as clients that exist already use it.
 */
export function recordWorker(api: WorkerApi, world: string, onNote: (entry: WorkerNote) => void): () => void {
  const original: WorkerApi = { ...api };
  let isRecording = true;
  const note = (entry: WorkerNote): void => {
    if (isRecording) onNote(entry);
  };

  async function recordedCall(given: Call): Promise<Reply> {
    // Before the call: its caller may overwrite the bytes afterwards.
    const input = toLabValue(given.input) as Values;
    const reply = await original.call(world, given);
    note(noteOfCall(given, input, reply));
    return reply;
  }

  const now = async (): Promise<number> => ((await original.sandbox(world, 'clock', [])) as ClockState).now;

  async function recordedAdvance(method: string, args: readonly unknown[]): Promise<unknown> {
    const before = await now();
    const state = await original.sandbox(world, method, args);
    const passed = Math.round(((await now()) - before) / 1000);
    const [asked] = args;
    // The clock runs meanwhile. An advance that was stopped is as long as it was.
    const seconds = method === 'advanceClock' && typeof asked === 'number' && passed >= asked ? asked : passed;
    if (seconds > 0) note({ kind: 'advance', seconds });
    return state;
  }

  async function recordedMethod(method: string, args: readonly unknown[]): Promise<unknown> {
    const row = SANDBOX_METHODS[method as SandboxMethod];
    const path = method === 'runClock' ? (args[0] === true ? 'clock.run' : 'clock.pause') : (row.path ?? method);
    const given = method === 'runClock' ? [] : (toLabValue(args) as readonly LabValue[]);
    try {
      const output = await original.sandbox(world, method, args);
      if (method === 'reset') note({ kind: 'reset' });
      else
        note({
          kind: 'method',
          method: path,
          arguments: given,
          ...(WITH_RESULT.test(path) ? { output: toLabValue(output) } : {}),
        });
      return output;
    } catch (error) {
      note({ kind: 'method', method: path, arguments: given, error: errorName(error) });
      throw error;
    }
  }

  const isChange = (method: string): boolean =>
    Object.hasOwn(SANDBOX_METHODS, method) &&
    SANDBOX_METHODS[method as SandboxMethod].changes &&
    !UNRECORDED.has(method);

  const recording: Pick<WorkerApi, 'call' | 'sandbox'> = {
    call: (id, given) =>
      id === world && !isConsoleRead(given) && given.unmetered !== true
        ? recordedCall(given)
        : original.call(id, given),
    sandbox(id, method, args) {
      if (id !== world || !isChange(method)) return original.sandbox(id, method, args);
      return ADVANCES.has(method) ? recordedAdvance(method, args) : recordedMethod(method, args);
    },
  };
  Object.assign(api, recording);
  return () => {
    // Another recording may have begun meanwhile: it calls this one, which records nothing more.
    if (api.call === recording.call) Object.assign(api, original);
    isRecording = false;
  };
}
