/** Answers the KMS calls received on a port. */
import { decodeBatch, type EncodedBatch } from '../base/batch-encoding.ts';
import { BatchSender } from '../base/batch-sender.ts';
import type { CallAnswer, CallRequest } from '../model/call-messages.ts';
import { transferableBuffers, type Call, type Reply } from '../model/contract.ts';
import type { WorkerApi } from '../model/worker-api.ts';
import { toThrownError } from './thrown-error.ts';

/** Minimum buffer size for which a transfer costs less than a copy, in bytes. */
const WORTH_MOVING = 8192;

/** Members that may contain secrets: always transferred, so that no copy stays here. */
const SECRET = /Plaintext|SharedSecret/;

/**
 * Returns the buffers of an output to transfer: nothing here uses them again. Each once, or the message would be
 * refused.
 */
function outputBuffers(reply: Reply): ArrayBuffer[] {
  const moved: ArrayBuffer[] = [];
  if (!reply.ok) return moved;
  const output = reply.output as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(output)) {
    for (const buffer of transferableBuffers(output[name]))
      if ((buffer.byteLength >= WORTH_MOVING || SECRET.test(name)) && !moved.includes(buffer)) moved.push(buffer);
  }
  return moved;
}

/** Returns the part of a reply that is sent to the page. */
function asked(reply: Reply, { explain }: Call): Reply {
  if (explain) return reply;
  const { requestId } = reply;
  return reply.ok ? { requestId, ok: true, output: reply.output } : { requestId, ok: false, error: reply.error };
}

/** Answers each request of `port` from `host`. Large or secret outputs are transferred. */
export function serveCalls(host: WorkerApi, port: MessagePort): void {
  const sender = new BatchSender<CallAnswer>(({ id }, error) => {
    sender.send({ id, error: { name: 'TypeError', message: toThrownError(error).message } });
  });

  async function answer(request: CallRequest): Promise<void> {
    const { id, world } = request;
    try {
      if (request.method === 'http') sender.send({ id, output: await host.http(world, request.input) });
      else {
        const reply = asked(await host.call(world, request.input), request.input);
        sender.send({ id, output: reply }, outputBuffers(reply));
      }
    } catch (error) {
      sender.send({ id, error: toThrownError(error) });
    }
  }

  sender.connect(port);
  port.addEventListener('message', ({ data }: MessageEvent<readonly EncodedBatch[]>) => {
    for (const request of decodeBatch(data) as CallRequest[]) void answer(request);
  });
  port.start();
}
