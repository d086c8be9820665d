/** Exposes a host to the page at the other end of an endpoint. */
import { expose, transfer } from 'comlink';
import { coalesce, type Endpoint } from '../base/coalesce.ts';
import { buffersOf, type Call, type Reply, type WorkerApi } from '../model/contract.ts';

/** The buffers of an output, which nobody here uses again: moved, not copied. Each once, or the message would be refused. */
function outputBuffers(reply: Reply): ArrayBuffer[] {
  return reply.ok ? [...new Set(buffersOf(reply.output))] : [];
}

/** What of a reply goes to the page. */
function asked(reply: Reply, { explain }: Call): Reply {
  if (explain) return reply;
  const { event: _event, decision: _decision, ...answer } = reply;
  return answer;
}

/** Answers every call of the page from `host`; outputs of calls are transferred. */
export function serve(host: WorkerApi, endpoint: Endpoint): void {
  const api: WorkerApi = {
    async world(world, method, args) {
      const answer = await host.world(world, method, args);
      if (method !== 'call') return answer;
      const reply = asked(answer as Reply, args[0] as Call);
      return transfer(reply, outputBuffers(reply));
    },
  } as WorkerApi;
  expose(api, coalesce(endpoint));
}
