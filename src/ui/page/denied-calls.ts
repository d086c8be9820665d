/** The page's own denied calls, in memory, so that the decision dialog can evaluate them again and look for a fix. */
import type { KmsClient } from '../../client/strongroom.ts';
import type { InputOf, OperationName } from '../../model/operations.ts';
import { typedEvent } from '../kit/typed-event.ts';

/** Asks the shell for the decision on a denied call. */
export const WHY = typedEvent<{ readonly requestId: string }>('strong-why', { bubbles: true, composed: true });

/** A denied call. */
export interface DeniedCall {
  readonly principal: string;
  readonly region: string;
  readonly operation: OperationName;
  readonly input: InputOf<OperationName>;
}

/** Maximum number of calls; the oldest is evicted first. */
const MAX_CALLS = 20;

/** The denied calls, by request ID. */
export class Denials {
  readonly #calls = new Map<string, DeniedCall>();

  /** The call, if this page made it and it was not evicted. */
  of(requestId: string): DeniedCall | undefined {
    return this.#calls.get(requestId);
  }

  /** `kms`, recording its denied calls. */
  watch(kms: KmsClient, region: string, principal: string): KmsClient {
    const call: KmsClient['call'] = async (operation, input, options) => {
      const reply = await kms.call(operation, input, options);
      if (!reply.ok && reply.error.name === 'AccessDeniedException')
        this.#keep(reply.requestId, { principal, region, operation, input });
      return reply;
    };
    return { ...kms, call };
  }

  #keep(requestId: string, call: DeniedCall): void {
    this.#calls.set(requestId, call);
    const [oldest] = this.#calls.keys();
    if (this.#calls.size > MAX_CALLS && oldest !== undefined) this.#calls.delete(oldest);
  }
}
