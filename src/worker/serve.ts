/** Exposes a host to the page at the other end of an endpoint. */
import { expose, transfer } from 'comlink';
import { batchMessages, type Endpoint } from '../base/batching-endpoint.ts';
import { transferableBuffers, type Call, type Reply, type WorkerApi } from '../model/contract.ts';
import { onlyCalls } from './only-calls.ts';
import { answerPresence } from './presence.ts';

/** Minimum buffer size for which a transfer costs less than a copy, in bytes. */
const WORTH_MOVING = 8192;

/** Members that may contain secrets: always transferred, so that no copy stays here. */
const SECRET = /Plaintext|SharedSecret/;

/**
 * Returns the buffers of an output to transfer: nothing here uses them again. Each once, or the message would be
 * refused.
 */
function outputBuffers(reply: Reply): ArrayBuffer[] {
  if (!reply.ok) return [];
  const moved = new Set<ArrayBuffer>();
  for (const [name, value] of Object.entries(reply.output)) {
    for (const buffer of transferableBuffers(value))
      if (buffer.byteLength >= WORTH_MOVING || SECRET.test(name)) moved.add(buffer);
  }
  return [...moved];
}

/** The part of a reply that is sent to the page. */
function asked(reply: Reply, { explain }: Call): Reply {
  if (explain) return reply;
  const { requestId } = reply;
  return reply.ok ? { requestId, ok: true, output: reply.output } : { requestId, ok: false, error: reply.error };
}

/** Answers every call of the page from `host`. Large or secret outputs are transferred. */
export function serve(host: WorkerApi, endpoint: Endpoint): void {
  const api: WorkerApi = {
    async world(world, method, args) {
      const answer = await host.world(world, method, args);
      if (method !== 'call') return answer;
      const reply = asked(answer as Reply, args[0] as Call);
      const moved = outputBuffers(reply);
      return moved.length === 0 ? reply : transfer(reply, moved);
    },
  } as WorkerApi;
  answerPresence(endpoint);
  expose(api, onlyCalls(batchMessages(endpoint)));
}
