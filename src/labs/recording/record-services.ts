/** Records what this page asks the services of its sandbox for. */
import { SERVICE_METHODS, type Services } from '../../services/service-methods.ts';
import { toLabValue } from '../lab-bytes.ts';
import type { LabValue } from '../lab-value.ts';
import type { Values } from './recorded-entry.ts';

/** How a call of a service ended. */
export type ServiceOutcome = { readonly output: LabValue } | { readonly error: string };

/** Told of each call; returns what is told of its end. */
export type ServiceListener = (service: string, input: Values) => (outcome: ServiceOutcome) => void;

/** Methods that pages call to show something. They change nothing, and are not recorded. */
const SHOWS = /\.(?:list.*|describe.*|state|get|preview|dependents|verifyReport)$/;

type Method = (...given: readonly unknown[]) => Promise<unknown>;
type Methods = Record<string, Method>;

/**
 * Records the calls of the services until the returned function is called. The services are changed in place, as pages
 * that exist already use them.
 */
export function recordServices(services: Services, onCall: ServiceListener): () => void {
  const changed: (() => void)[] = [];
  let isRecording = true;
  for (const [service, names] of Object.entries(SERVICE_METHODS)) {
    const methods = services[service as keyof Services] as unknown as Methods;
    for (const name of Object.keys(names)) {
      const original = methods[name];
      const path = `${service}.${name}`;
      if (original === undefined || SHOWS.test(path)) continue;
      const recorded: Method = async (...given) => {
        if (!isRecording) return await original(...given);
        // Before the call: its caller may overwrite the bytes afterwards.
        const onEnd = onCall(path, toLabValue(given[0] ?? {}) as Values);
        try {
          const output = await original(...given);
          onEnd({ output: output === undefined ? null : toLabValue(output) });
          return output;
        } catch (error) {
          onEnd({ error: error instanceof Error ? error.name : 'Error' });
          throw error;
        }
      };
      methods[name] = recorded;
      // Another recording may have begun meanwhile: it calls this one, which records nothing more.
      changed.push(() => methods[name] === recorded && (methods[name] = original));
    }
  }
  return () => {
    isRecording = false;
    for (const restore of changed) restore();
  };
}
