/** The page's own calls that were denied: kept for as long as the page lives, so that *Why?* can ask the same question again and look for a fix. */
import type { KmsClient } from '../../client/strongroom.ts';
import type { InputOf, OperationName } from '../../model/operations.ts';

/** The event by which anything on a page asks the shell why a call was denied; it bubbles through shadow roots. */
export const WHY = 'strong-why';

/** What it carries. */
export interface Why {
  readonly requestId: string;
}

/** A call as it was made. */
export interface DeniedCall {
  readonly principal: string;
  readonly region: string;
  readonly operation: OperationName;
  readonly input: InputOf<OperationName>;
}

/** No more than these are kept: the oldest goes first. */
const MOST = 20;

/** The calls, by request id. */
export class Denials {
  readonly #calls = new Map<string, DeniedCall>();

  /** The call, if it was made here and is not forgotten. */
  of(requestId: string): DeniedCall | undefined {
    return this.#calls.get(requestId);
  }

  /** `kms`, with the denied ones among its calls kept. */
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
    if (this.#calls.size > MOST && oldest !== undefined) this.#calls.delete(oldest);
  }
}
