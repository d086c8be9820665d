/**
 * Request handler for any client of AWS SDK v3: passes requests to `send` instead of the network. What it does with a
 * request is loaded for the first one.
 */
import type { RequestContext } from '../model/contract.ts';
import type { SendHttpRequest, StrongroomRequestHandler } from './sdk-request.ts';

/** Creates a handler that sends through `send` and adds `requestContext` to each request. */
export function createRequestHandler(send: SendHttpRequest, requestContext?: RequestContext): StrongroomRequestHandler {
  const config: { requestTimeout?: number } = {};

  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request, options = {}) {
      const { sendSdkRequest } = await import('./send-sdk-request.ts');
      return await sendSdkRequest(send, request, requestContext, {
        ...options,
        requestTimeout: options.requestTimeout ?? config.requestTimeout,
      });
    },
    updateHttpClientConfig(key, value) {
      if (key === 'requestTimeout') config.requestTimeout = value as number;
    },
    httpHandlerConfigs: () => ({ ...config }),
    destroy() {},
  };
}
