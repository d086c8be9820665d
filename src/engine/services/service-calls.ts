/** Calls of STS and CloudTrail. Their code is loaded with the first one: most sandboxes see calls of KMS alone. */
import type { ServiceCall, ServiceReply } from '../../model/services/service-call.ts';
import type { ServicePipeline, ServicePipelineDependencies } from './service-pipeline.ts';

/** Answers one call, as `ServicePipeline.call` does. */
export type AnswerServiceCall = (call: ServiceCall) => Promise<ServiceReply>;

/** Creates the function that answers calls of services. */
export function createServiceCalls(parts: ServicePipelineDependencies): AnswerServiceCall {
  let pipeline: Promise<ServicePipeline> | undefined;
  return async (call) => {
    pipeline ??= import('./service-pipeline.ts').then((module) => new module.ServicePipeline(parts));
    return await (await pipeline).call(call);
  };
}
